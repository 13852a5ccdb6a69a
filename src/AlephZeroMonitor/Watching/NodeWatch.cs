using System.Threading.Channels;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Notices;
using AlephZeroMonitor.Targets.Docker;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>The loop of one node: knows when it is time for a check.</summary>
internal sealed class NodeWatch(NodeCheck check, EngineEvents events, RpcNetwork endpoints, Fleet fleet, Requests requests, EventLog eventLog, Liveness liveness, Settings settings, TimeProvider time, ILogger log)
{
    /// <summary>Nodes that are checked together share one answer about the head.</summary>
    private static readonly TimeSpan SharedHeadAge = TimeSpan.FromSeconds(1);

    /// <summary>What a check may take: engine, log and endpoint each have their own time-out.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(60);

    /// <summary>Events come in flocks; they are looked at together.</summary>
    private static readonly TimeSpan EventPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Heads lead to no more than a check a second.</summary>
    private static readonly TimeSpan HeadPause = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Watches until <paramref name="ct"/> ends it; nothing else does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        events.Happened += Nudge;
        fleet.AskedFor += Nudge;
        requests.Asked += Nudge;
        endpoints.HeadMoved += Nudge;
        var due = time.GetTimestamp();
        var headMaxAge = SharedHeadAge;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                liveness.Promise(check.Name, LongestCheck);
                if (await check.RunAsync(headMaxAge, ct))
                {
                    continue;
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) // The watch goes on whatever happens: a bug in one check must not leave a validator alone.
            {
                log.CheckFailed(e, check.Name);
            }

            liveness.Promise(check.Name, settings.CheckInterval + LongestCheck);
            var isNudged = await NextAsync(due, ct);
            headMaxAge = isNudged ? settings.CheckInterval : SharedHeadAge;
            due = isNudged ? due : time.GetTimestamp();
        }

        endpoints.HeadMoved -= Nudge;
        requests.Asked -= Nudge;
        fleet.AskedFor -= Nudge;
        events.Happened -= Nudge;
    }

    /// <summary>Waits for the next check to be due, for an event of this node, or for a head that matters; returns whether it was not the time.</summary>
    private async Task<bool> NextAsync(long lastDue, CancellationToken ct)
    {
        var wait = settings.CheckInterval - time.GetElapsedTime(lastDue);
        if (wait <= TimeSpan.Zero)
        {
            return false;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var nudge = _nudges.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var isNudged = await Task.WhenAny(nudge, Task.Delay(wait, time, waiting.Token)) == nudge && !ct.IsCancellationRequested;
        await waiting.CancelAsync();
        if (isNudged)
        {
            var isHead = _nudges.Reader.TryPeek(out var byHead) && byHead;
            await Task.Delay(isHead ? HeadPause : EventPause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = _nudges.Reader.TryRead(out _);
        }

        return isNudged;
    }

    private void Nudge() => _nudges.Writer.TryWrite(false);

    private void Nudge(string askedFor)
    {
        if (askedFor == check.Name)
        {
            Nudge();
        }
    }

    private void Nudge(ContainerEvent? happened)
    {
        if (happened is null || happened.Name == check.Name || happened.ContainerId == check.ContainerId)
        {
            check.Happened(eventLog.Write(check.Name, happened));
            _ = _nudges.Writer.TryWrite(false);
        }
    }

    /// <summary>A head is news when by the node's last known block it puts the lag over a threshold that the last decision saw it under.</summary>
    private void Nudge(uint head)
    {
        if (check.LastDecision is { Best: { } best } last && (IsCrossed(check.Policy.BlockLag20) || IsCrossed(check.Policy.BlockLag100)))
        {
            _ = _nudges.Writer.TryWrite(true);
        }

        bool IsCrossed(uint threshold) => (long)head - best > threshold && !(last.Lag > threshold);
    }
}
