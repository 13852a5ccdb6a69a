using System.Text.Json;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor pause</c> and <c>resume</c>: has the running monitor leave a node alone for a time, and ends that.</summary>
internal static class PauseCommand
{
    private const int MaxMinutes = 7 * 24 * 60;

    /// <summary>Pauses a node.</summary>
    /// <param name="name">The node; may be null where only one is watched.</param>
    /// <param name="span">How long, such as 30m, 2h or 1d.</param>
    /// <param name="asJson">Print JSON.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static Task<int> PauseAsync(string? name, string span, bool asJson, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var minutes = now - HistorySource.Since(span, now) is { } length && double.IsInteger(length.TotalMinutes) && length.TotalMinutes <= MaxMinutes ? (int)length.TotalMinutes : 0;
        return minutes == 0
            ? Task.FromResult(HistorySource.Mistake("--for must be a span of whole minutes from 1m to 7d, such as 30m, 2h or 1d"))
            : ActAsync(name, $"pause?minutes={minutes}", node => new ActionReport(node.Name, "pause", minutes), asJson, ct);
    }

    /// <summary>Ends a node's pause and dry run.</summary>
    public static Task<int> ResumeAsync(string? name, bool asJson, CancellationToken ct) =>
        ActAsync(name, "resume", node => new ActionReport(node.Name, "resume"), asJson, ct);

    private static Task<int> ActAsync(string? name, string action, Func<NodeStatus, ActionReport> report, bool asJson, CancellationToken ct) => MonitorSource.ActAsync(
        name,
        async (monitor, node, now) =>
        {
            if (!await monitor.PostAsync($"/api/v1/nodes/{Uri.EscapeDataString(node.Name)}/{action}", ct))
            {
                return MonitorSource.Fail(monitor);
            }

            Write(report(node), now, asJson);
            return ExitCodes.Success;
        },
        ct);

    private static void Write(ActionReport report, DateTimeOffset now, bool asJson) => Console.WriteLine(
        asJson ? JsonSerializer.Serialize(report, TerminalJson.Default.ActionReport)
        : report.Minutes is { } minutes ? $"{report.Node}: paused{Words.Until(now.AddMinutes(minutes), now)}; its restarts are held. To end that: alephzero-monitor resume {report.Node}"
        : $"{report.Node}: resumed; its restarts are held no more by pause or dry run");
}
