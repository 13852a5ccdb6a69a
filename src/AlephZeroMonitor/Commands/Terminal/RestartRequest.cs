using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>Asks the monitor to restart a node, and finds what became of it.</summary>
internal sealed class RestartRequest(MonitorClient monitor, string name, TimeProvider time)
{
    private const int Limit = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>A check takes no longer: inspection, log and endpoints have time-outs of their own.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(90);

    private readonly string _node = Uri.EscapeDataString(name);

    /// <summary>Asks, and waits until it is decided and, where nothing holds the restart, done.</summary>
    /// <param name="deciding">Called when a restart has begun.</param>
    /// <param name="ct">Ends the waiting, not the restart.</param>
    /// <returns>What became of it; null when it was not decided in time, or the monitor's Problem says why that is not known.</returns>
    public async Task<RestartReport?> SendAsync(Action<DecisionEntry> deciding, CancellationToken ct)
    {
        if (await monitor.GetAsync("/api/v1/monitor", ApiJson.Default.MonitorStatus, ct) is not { At: var askedAt }
            || await DecisionsAsync(ct) is not { } before
            || !await monitor.PostAsync($"/api/v1/nodes/{_node}/restart", ct))
        {
            return null;
        }

        var seenId = before.Decisions.Select(decision => decision.Id).Append(long.MinValue).Max();
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < LongestCheck; await Task.Delay(Pace, time, ct))
        {
            // In this order: a decision that changed something is listed before the node's state shows it.
            if (await monitor.GetAsync($"/api/v1/nodes/{_node}", ApiJson.Default.NodeStatus, ct) is not { } node
                || await DecisionsAsync(ct) is not { } after)
            {
                return null;
            }

            var made = after.Decisions.Where(decision => decision.Id > seenId && decision.AsksForRestart).MinBy(decision => decision.Id);
            if (made is { Restarts: true })
            {
                deciding(made);
                return await EndAsync(made, ct);
            }

            if (made is not null)
            {
                return new RestartReport(name, made.Reason, made.Hold, made.HoldUntil);
            }

            // A check that knows of the request finds the node ill, requested or not to be judged; anything else was decided before.
            // A state that is the same as before is not listed as a decision.
            if (node is { Reason: { } reason } && node.CheckedAt >= askedAt && (node.IsBlind || node.Hold is not null))
            {
                var detail = node.Hold is null ? node.Problem ?? node.Summary : null;
                return new RestartReport(name, reason, node.Hold, node.HoldUntil, Detail: detail);
            }
        }

        return null;
    }

    /// <summary>Waits for the end of the restart; how long that takes is the node's STOP_TIMEOUT's affair.</summary>
    private async Task<RestartReport?> EndAsync(DecisionEntry made, CancellationToken ct)
    {
        while (true)
        {
            if (await monitor.GetAsync($"/api/v1/restarts?node={_node}&limit={Limit}", ApiJson.Default.RestartList, ct) is not { } restarts)
            {
                return null;
            }

            if (restarts.Restarts.FirstOrDefault(restart => restart.DecisionId == made.Id) is { Result: { } result } done)
            {
                return new RestartReport(name, made.Reason, Result: result, Detail: done.Detail, TookSeconds: done.TookSeconds);
            }

            await Task.Delay(Pace, time, ct);
        }
    }

    private Task<DecisionList?> DecisionsAsync(CancellationToken ct) =>
        monitor.GetAsync($"/api/v1/decisions?node={_node}&limit={Limit}", ApiJson.Default.DecisionList, ct);
}

/// <summary>What <c>restart --json</c> prints: what became of the request.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">The decision that was made with the request in view.</param>
/// <param name="Hold">What held the restart; null when nothing did, or when nothing could be judged.</param>
/// <param name="HoldUntil">When the hold ends; null where it has no set end.</param>
/// <param name="Result">How the restart ended; null when there was none.</param>
/// <param name="Detail">What Docker said, or why nothing could be judged.</param>
/// <param name="TookSeconds">Seconds that it took.</param>
internal sealed record RestartReport(
    string Node,
    Reason Reason,
    Hold? Hold = null,
    DateTimeOffset? HoldUntil = null,
    RestartResult? Result = null,
    string? Detail = null,
    double? TookSeconds = null);
