using System.Text.Json;
using AlephZeroMonitor.History;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor history</c>: the restarts with what they did, how often they helped, and the decisions.</summary>
internal static class HistoryCommand
{
    /// <summary>Prints them, newest first.</summary>
    public static int Run(string? node, string? since, int limit, bool asJson)
    {
        if (limit <= 0 || HistorySource.Since(since, TimeProvider.System.GetUtcNow()) is not { } from)
        {
            return HistorySource.Mistake("--limit must be a number from 1, --since a span such as 30m, 24h or 7d");
        }

        return HistorySource.Read(reader =>
            Print(new HistoryReport([.. reader.Restarts(node, from, limit)], [.. reader.Shares(node, from)], [.. reader.Decisions(node, from, limit)]), asJson));
    }

    private static int Print(HistoryReport report, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.HistoryReport));
        }
        else
        {
            Write(report);
        }

        return ExitCodes.Success;
    }

    private static void Write(HistoryReport report)
    {
        Console.WriteLine(report.Restarts.IsEmpty ? "No restarts." : "Restarts:");
        foreach (var restart in report.Restarts)
        {
            Console.WriteLine($"  {HistorySource.Time(restart.At)}  #{restart.DecisionId} {restart.Node}: {restart.Reason ?? "reason not kept"}, lag {restart.Lag?.ToString() ?? "unknown"}: {Outcome(restart)}");
        }

        foreach (var share in report.Shares)
        {
            Console.WriteLine($"  {share.Node}, {share.Reason ?? "reason not kept"}: {share.Recovered} of {share.Judged} helped{(share.All > share.Judged ? $"; of {share.All - share.Judged} it is not known" : "")}");
        }

        Console.WriteLine(report.Decisions.IsEmpty ? "No decisions." : "Decisions:");
        foreach (var decision in report.Decisions)
        {
            Console.WriteLine($"  {HistorySource.Time(decision.At)}  #{decision.Id} {decision.Node}: {decision.Reason}{HistorySource.Held(decision)}{(decision.Restarts ? ", restart" : "")}, lag {decision.Lag?.ToString() ?? "unknown"}");
        }
    }

    private static string Outcome(PastRestart restart) => restart.Result is null
        ? "begun; how it ended is not known"
        : $"{restart.Result} in {restart.Took?.TotalSeconds:0.0} s ({restart.Detail}){(restart.Effect is { } effect ? $", {effect} {restart.EffectAfter?.TotalSeconds:0} s later" : "")}";
}
