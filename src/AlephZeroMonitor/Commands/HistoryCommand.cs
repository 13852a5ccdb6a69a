using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.History;

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
        var report = HistorySource.Read(reader => new HistoryReport(
            [.. reader.Restarts(node, from, limit)],
            [.. reader.Shares(node, from)],
            [.. reader.Decisions(node, from, limit)]));
        return Output.Write(report, ReportJson.Default.HistoryReport, asJson, () => Write(report));
    }

    private static void Write(HistoryReport report)
    {
        Console.WriteLine(report.Restarts.IsEmpty ? "No restarts." : "Restarts:");
        foreach (var restart in report.Restarts)
        {
            Console.WriteLine($"  {Words.Time(restart.At)}  #{restart.DecisionId} {restart.Node}: {Reason(restart.Reason)}, lag {Lag(restart.Lag)}: {Outcome(restart)}");
        }

        foreach (var share in report.Shares)
        {
            var notKnown = share.All > share.Judged ? $"; of {share.All - share.Judged} it is not known" : "";
            Console.WriteLine($"  {share.Node}, {Reason(share.Reason)}: {share.Recovered} of {share.Judged} helped{notKnown}");
        }

        Console.WriteLine(report.Decisions.IsEmpty ? "No decisions." : "Decisions:");
        foreach (var decision in report.Decisions)
        {
            var what = $"{decision.Reason}{HistorySource.Held(decision)}{(decision.Restarts ? ", restart" : "")}";
            Console.WriteLine($"  {Words.Time(decision.At)}  #{decision.Id} {decision.Node}: {what}, lag {Lag(decision.Lag)}");
        }
    }

    private static string Outcome(PastRestart restart)
    {
        var effect = restart.Effect is { } seen ? $", {seen} {restart.EffectAfter?.TotalSeconds:0} s later" : "";
        return restart.Result is null
            ? "begun; how it ended is not known"
            : $"{restart.Result} in {restart.Took?.TotalSeconds:0.0} s ({restart.Detail}){effect}";
    }

    private static string Reason(string? reason) => reason ?? "reason not kept";

    private static string Lag(uint? lag) => lag?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}

/// <summary>What <c>history --json</c> prints: the restarts, how often they helped, and the decisions.</summary>
internal sealed record HistoryReport(
    ImmutableArray<PastRestart> Restarts, ImmutableArray<HelpShare> Shares, ImmutableArray<PastDecision> Decisions);
