using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor explain</c>: why a saved decision was made.</summary>
internal static class ExplainCommand
{
    /// <summary>So many decisions are looked through.</summary>
    private const int Most = 1000;

    public static Verb Create()
    {
        var which = new Argument<string[]>("WHICH")
        {
            Description = "A decision's id, a time (UTC) as `history` shows it, or a node; without it the latest restart, or else the latest decision that asked for one.",
            HelpName = "WHICH",
            Arity = new ArgumentArity(0, 2), // A time is two words: 2025-03-12 09:00:00Z
        };
        return new(
            "explain",
            "Show why a decision was made, and what would have changed it.",
            (parsed, _) => Task.FromResult(Run(string.Join(' ', parsed.GetValue(which) ?? []), Inputs.FormOf(parsed))),
            which,
            Inputs.Json);
    }

    private static int Run(string which, Form form)
    {
        var found = HistorySource.Read(history => Find(history, which))
            ?? throw new VerbFailure(which.Length == 0
                ? "the history has no decision that this version understands"
                : $"there is no decision \"{which}\": name an id, a time or a node as `history` shows them");
        var detail = DecisionDetail.Of(found);
        return Output.Write(detail, form, () => Write(detail, form));
    }

    private static DecisionRecord? Find(IHistoryQueries history, string which) => which switch
    {
        "" => Latest(history),
        _ when long.TryParse(which.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) => history.Decision(id),
        _ when history.DecisionAt(which, DateTimeOffset.MaxValue) is { } ofNode => ofNode,
        _ when DateTimeOffset.TryParse(which, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            history.Records(null, at, 0, Most).Records.FirstOrDefault(saved => saved.Decision.Acts && saved.Decision.At <= EndOf(at)) ?? history.DecisionAt(null, EndOf(at)),
        _ => null,
    };

    /// <summary>The latest restart; where there is none, the latest decision that asked for one; else the latest decision.</summary>
    private static DecisionRecord? Latest(IHistoryQueries history) =>
        (history.Actions(null, DateTimeOffset.UnixEpoch, 1) is [{ DecisionId: { } id }, ..] ? history.Decision(id) : null)
        ?? (history.Decisions(null, DateTimeOffset.UnixEpoch, Most).FirstOrDefault(saved => saved.Decision.Reason.AsksForAction()) is { } asks ? history.Decision(asks.Id) : null)
        ?? history.DecisionAt(null, DateTimeOffset.MaxValue);

    /// <summary>A time without a fraction stands for all of its second: `history` shows no fractions.</summary>
    private static DateTimeOffset EndOf(DateTimeOffset at) => at.Ticks % TimeSpan.TicksPerSecond == 0 ? at.AddTicks(TimeSpan.TicksPerSecond - 1) : at;

    private static void Write(DecisionDetail detail, Form form)
    {
        Console.WriteLine($"#{detail.Id} {detail.Node} at {Words.Time(detail.Decision.At)}: {detail.Explanation.Verdict}");
        Write("Why:", detail.Explanation.Why);
        Write("Holds, in their order:", form == Form.Wide ? detail.Explanation.Holds : Short(detail));
        Write("Evidence:", detail.Explanation.Evidence.Select(each => $"{each.What}: {each.Value}{(each.At is { } at ? $" ({Words.Time(at)})" : "")}"));
        Write("What would have changed it:", detail.Explanation.WouldChange);
        Write("The decision, as in the API:", form == Form.Wide ? Members(detail.Decision) : []);
    }

    /// <summary>The hold that held; -o wide shows how each other one stood.</summary>
    private static IEnumerable<string> Short(DecisionDetail detail) => detail.Decision.Hold switch
    {
        _ when detail.Explanation.Holds.IsEmpty => [],
        Hold.None => ["none held (-o wide shows each)"],
        var hold => detail.Explanation.Holds.Where(line => line.StartsWith($"{hold}:", StringComparison.Ordinal)),
    };

    /// <summary>Each member that is known, whichever there are.</summary>
    private static IEnumerable<string> Members(Decision decision) => JsonSerializer.SerializeToElement(decision, ApiJson.Default.Decision)
        .EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => $"{member.Name}: {member.Value.GetRawText()}");

    private static void Write(string title, IEnumerable<string> lines)
    {
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            Console.Write(index == 0 ? $"{title}\n" : "");
            Console.WriteLine($"  {line}");
        }
    }
}
