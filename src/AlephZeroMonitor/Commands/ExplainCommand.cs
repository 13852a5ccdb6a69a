using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

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
        var found = HistorySource.Read(history => Find(history, which))
            ?? throw new VerbFailure(which is null
                ? "the history has no decision that this version understands"
                : $"the history has no decision by \"{which}\", as an id, a time or a node, that this version understands");
        var detail = DecisionDetail.Of(found);
        return Output.Write(detail, asJson, () => Write(detail));
    }

    private static DecisionRecord? Find(IHistoryQueries history, string? which) => which switch
    {
        null => history.DecisionAt(null, DateTimeOffset.MaxValue),
        _ when long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => history.Decision(id),
        _ when history.DecisionAt(which, DateTimeOffset.MaxValue) is { } ofNode => ofNode,
        _ when DateTimeOffset.TryParse(which, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => history.DecisionAt(null, at),
        _ => null,
    };

    private static void Write(DecisionDetail detail)
    {
        Console.WriteLine($"#{detail.Id} {detail.Node} at {Words.Time(detail.Decision.At)}: {detail.Explanation.Verdict}");
        Write("Why:", detail.Explanation.Why);
        Write("Holds, in their order:", detail.Explanation.Holds);
        Write("Evidence:", detail.Explanation.Evidence.Select(each => $"{each.What}: {each.Value}{(each.At is { } at ? $" ({Words.Time(at)})" : "")}"));
        Write("What would have changed it:", detail.Explanation.WouldChange);
        Write("All of the decision, as in the API:", Members(detail.Decision));
    }

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
