using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor explain</c>: why a saved decision was made.</summary>
internal static class ExplainCommand
{
    public static Verb Create()
    {
        var which = new Argument<string?>("WHICH")
        {
            Description = "A decision's id, a time (UTC), or a node; without it the latest decision.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new(
            "explain",
            "Say why a decision was made, and what would have changed it.",
            (parsed, _) => Task.FromResult(Run(parsed.GetValue(which), parsed.GetValue(Inputs.Json))),
            which,
            Inputs.Json);
    }

    private static int Run(string? which, bool asJson)
    {
        var report = HistorySource.Read(reader => Explain(reader, which));
        return Output.Write(report, ReportJson.Default.ExplainReport, asJson, () => Write(report));
    }

    private static ExplainReport Explain(HistoryReader reader, string? which)
    {
        var saved = Find(reader, which)
            ?? throw new VerbFailure($"the history has no decision{(which is null ? "" : $" by \"{which}\", as an id, a time or a node")}");
        return Replay.Read(saved.Record!) is var (state, seen, policy, decision)
            ? new ExplainReport(
                saved.Id, saved.Node, saved.At, DecisionText.Verdict(decision),
                [.. Explanation.Sentences(decision, policy)],
                [.. HoldsText.Of(decision, seen, policy)],
                [.. from each in Explanation.Evidence(seen, decision) select $"{each.What}: {each.Value}{(each.At is { } at ? $" ({at})" : "")}"],
                [.. Alternatives.Of(state, seen, policy, decision)],
                decision)
            : throw new VerbFailure($"decision {saved.Id} was saved by another version in a way that this one doesn't understand");
    }

    private static PastDecision? Find(HistoryReader reader, string? which)
    {
        if (which is null)
        {
            return reader.DecisionAt(null, DateTimeOffset.MaxValue);
        }

        if (long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return reader.Decision(id);
        }

        return reader.DecisionAt(which, DateTimeOffset.MaxValue)
            ?? (DateTimeOffset.TryParse(which, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? reader.DecisionAt(null, at) : null);
    }

    private static void Write(ExplainReport report)
    {
        var restarts = report.Decision.Restarts ? ", restart" : "";
        Console.WriteLine($"#{report.Id} {report.Node} at {Words.Time(report.At)}: {report.Verdict}{restarts}");
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

/// <summary>What <c>explain --json</c> prints.</summary>
/// <param name="Id">The decision's id.</param>
/// <param name="Node">The node.</param>
/// <param name="At">When it was made.</param>
/// <param name="Verdict">What was decided, in words.</param>
/// <param name="Why">The rule with its numbers, and the hold; sentences.</param>
/// <param name="Holds">Each hold in order, and why it held or not.</param>
/// <param name="Evidence">What was known, with its time.</param>
/// <param name="WouldChange">Settings that would have led to another decision.</param>
/// <param name="Decision">The decision's record.</param>
internal sealed record ExplainReport(
    long Id,
    string Node,
    DateTimeOffset At,
    string Verdict,
    ImmutableArray<string> Why,
    ImmutableArray<string> Holds,
    ImmutableArray<string> Evidence,
    ImmutableArray<string> WouldChange,
    Decision Decision);
