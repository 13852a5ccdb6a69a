using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor explain</c>: why a saved decision was made.</summary>
internal static class ExplainCommand
{
    /// <summary>Explains one decision.</summary>
    /// <param name="which">Its id, a time (the latest decision then), or a node (its latest); null: the latest of all.</param>
    /// <param name="asJson">Print JSON.</param>
    public static int Run(string? which, bool asJson) => HistorySource.Read(reader => Explain(reader, which, asJson));

    private static int Explain(HistoryReader reader, string? which, bool asJson)
    {
        if (Find(reader, which) is not { } saved)
        {
            Console.Error.WriteLine($"alephzero-monitor: the history has no decision{(which is null ? "" : $" by \"{which}\", as an id, a time or a node")}");
            return ExitCodes.Failure;
        }

        if (Replay.Read(saved.Record!) is not var (state, seen, policy, decision))
        {
            Console.Error.WriteLine($"alephzero-monitor: decision {saved.Id} was saved by another version in a way that this one doesn't understand");
            return ExitCodes.Failure;
        }

        var report = new ExplainReport(
            saved.Id, saved.Node, saved.At, DecisionText.Verdict(decision),
            [.. Explanation.Sentences(decision, policy)], [.. HoldsText.Of(decision, seen, policy)],
            [.. Explanation.Evidence(seen, decision).Select(each => $"{each.What}: {each.Value}{(each.At is { } at ? $" ({at})" : "")}")], [.. Alternatives.Of(state, seen, policy, decision)], decision);
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ExplainReport));
        }
        else
        {
            Write(report);
        }

        return ExitCodes.Success;
    }

    private static PastDecision? Find(HistoryReader reader, string? which) =>
        which is null ? reader.DecisionAt(null, DateTimeOffset.MaxValue)
        : long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? reader.Decision(id)
        : reader.DecisionAt(which, DateTimeOffset.MaxValue) is { } ofNode ? ofNode
        : DateTimeOffset.TryParse(which, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? reader.DecisionAt(null, at)
        : null;

    private static void Write(ExplainReport report)
    {
        Console.WriteLine($"#{report.Id} {report.Node} at {HistorySource.Time(report.At)}: {report.Verdict}{(report.Decision.Restarts ? ", restart" : "")}");
        Write("Why:", report.Why);
        Write("Holds, in their order:", report.Holds);
        Write("Evidence:", report.Evidence);
        Write("What would have changed it:", report.WouldChange);
    }

    private static void Write(string title, ImmutableArray<string> lines)
    {
        if (!lines.IsEmpty)
        {
            Console.WriteLine(title);
        }

        foreach (var line in lines)
        {
            Console.WriteLine($"  {line}");
        }
    }
}
