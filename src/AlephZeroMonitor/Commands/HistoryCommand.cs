using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor history</c>: the restarts with what they did, how often they helped, and the decisions.</summary>
internal static class HistoryCommand
{
    private const int UsualLimit = 20;

    public static Verb Create()
    {
        var limit = Inputs.Number("--limit", "How many of each at most; 20 without it.", 1, int.MaxValue);
        return new(
            "history",
            "Show restarts, whether they helped, and decisions, newest first.",
            (parsed, _) => Task.FromResult(Run(
                parsed.GetValue(Inputs.OneNode),
                HistorySource.From(parsed.GetValue(Inputs.Since)),
                parsed.GetValue(limit) ?? UsualLimit,
                Inputs.FormOf(parsed))),
            Inputs.OneNode,
            Inputs.Since,
            limit,
            Inputs.Json);
    }

    private static int Run(string? node, DateTimeOffset from, int limit, Form form)
    {
        var report = HistorySource.ReadOf(node, history => new HistoryReport(
            [.. history.Actions(node, from, limit)],
            [.. history.Shares(node, from)],
            [.. history.Decisions(node, from, limit).Select(DecisionEntry.Of)]));
        return Output.Write(report, form, () => Write(report, form));
    }

    private static void Write(HistoryReport report, Form form)
    {
        var now = TimeProvider.System.GetUtcNow();
        Table[] tables = [Tables.Of(report.Restarts, now), Tables.Of(report.Help), Tables.Of(report.Decisions, now)];
        foreach (var (table, i) in tables.Where(table => !table.IsEmpty).Select((table, i) => (table, i)))
        {
            Console.Write(i == 0 ? "" : "\n");
            Output.Write(table, form);
        }

        if (report.Decisions.IsEmpty)
        {
            Console.WriteLine("No decisions.");
        }
    }
}
