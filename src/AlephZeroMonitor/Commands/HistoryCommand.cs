using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;
using static System.FormattableString;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor history</c>: the restarts with what they did, how often they helped, and the decisions.</summary>
internal static class HistoryCommand
{
    public static Verb Create()
    {
        var limit = new Option<int>("--limit") { Description = "How many of each at most.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be a number from 1");
            }
        });
        return new(
            "history",
            "Print the restarts, what they did for the nodes, and the decisions, newest first.",
            (parsed, _) => Task.FromResult(Run(
                parsed.GetValue(Inputs.OneNode),
                HistorySource.From(parsed.GetValue(Inputs.Since)),
                parsed.GetValue(limit),
                parsed.GetValue(Inputs.Json))),
            Inputs.OneNode,
            Inputs.Since,
            limit,
            Inputs.Json);
    }

    private static int Run(string? node, DateTimeOffset from, int limit, bool asJson)
    {
        var report = HistorySource.Read(history => new HistoryReport(
            [.. history.Actions(node, from, limit)],
            [.. history.Shares(node, from)],
            [.. history.Decisions(node, from, limit).Select(DecisionEntry.Of)]));
        return Output.Write(report, asJson, () => Write(report));
    }

    private static void Write(HistoryReport report)
    {
        Console.WriteLine(report.Restarts.IsEmpty ? "No restarts." : "Restarts:");
        foreach (var action in report.Restarts)
        {
            var reason = action.Reason?.ToString() ?? "reason not kept";
            Console.WriteLine($"  {Words.Time(action.At)}  #{action.DecisionId} {action.Node}: {reason}, lag {Lag(action.Lag)}: {Outcome(action)}");
        }

        foreach (var share in report.Help)
        {
            var unknown = share.All > share.Judged ? $"; of {share.All - share.Judged} it is not known" : "";
            Console.WriteLine($"  {share.Node}, {share.Reason?.ToString() ?? "reason not kept"}: {share.Recovered} of {share.Judged} helped{unknown}");
        }

        Console.WriteLine(report.Decisions.IsEmpty ? "No decisions." : "Decisions:");
        foreach (var (id, node, decision, _) in report.Decisions)
        {
            Console.WriteLine($"  {Words.Time(decision.At)}  #{id} {node}: {HistorySource.Outcome(decision)}, lag {Lag(decision.Lag)}");
        }
    }

    private static string Lag(uint? lag) => lag?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private static string Outcome(SavedAction action) => action switch
    {
        { Outcome: null } => $"{HistorySource.Verb(action.Remedy)} begun; how it ended is not known",
        { Effect: { } effect } => Invariant($"{OutcomeText.Of(action.Outcome, action.Remedy)}, {effect} {action.EffectAfter?.TotalSeconds:0} s later"),
        _ => OutcomeText.Of(action.Outcome, action.Remedy),
    };
}
