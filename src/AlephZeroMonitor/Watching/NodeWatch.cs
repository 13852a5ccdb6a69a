using System.Threading.Channels;
using AlephZeroMonitor.Configuration;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Docker;
using AlephZeroMonitor.JsonRpc;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>The loop of one node: observe, decide, act.</summary>
internal sealed class NodeWatch(
    string name, NodeObserver observer, Actuator actuator, EngineEvents events, Endpoints endpoints, Liveness liveness, DecisionLog decisionLog, Board board, TroubleLog troubleLog, EventLog eventLog, Settings settings, TimeProvider time, ILogger log)
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
    private string? _containerId;
    private volatile Decision? _decision;
    private NodeState _state = NodeState.Initial;
    private RestartOutcome? _outcome;

    /// <summary>Watches until <paramref name="ct"/> ends it; nothing else does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        events.Happened += Nudge;
        endpoints.HeadMoved += Nudge;
        var due = time.GetTimestamp();
        var headMaxAge = SharedHeadAge;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                liveness.Promise(name, LongestCheck);
                if (await CheckAsync(headMaxAge, ct))
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
                log.CheckFailed(e, name);
            }

            liveness.Promise(name, settings.CheckInterval + LongestCheck);
            var isNudged = await NextAsync(due, ct);
            headMaxAge = isNudged ? settings.CheckInterval : SharedHeadAge;
            due = isNudged ? due : time.GetTimestamp();
        }

        endpoints.HeadMoved -= Nudge;
        events.Happened -= Nudge;
    }

    /// <summary>Returns whether something was done, so that the next check comes at once.</summary>
    private async Task<bool> CheckAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var seen = await observer.ObserveAsync(headMaxAge, _outcome, ct);
        var (state, decision) = Watchdog.Decide(_state, seen, settings.Policy);
        if (decision.Restarts)
        {
            // Nobody is restarted on the word of a stream alone, which may have lost lines, or stand still.
            await observer.ReattachAsync();
            seen = await observer.ObserveAsync(settings.CheckInterval, _outcome, ct);
            (state, decision) = Watchdog.Decide(_state, seen, settings.Policy);
        }

        (_state, _outcome) = (state, null);
        _containerId = seen.Life?.ContainerId ?? _containerId;
        troubleLog.Write(name, seen.Facts.Troubles);
        _decision = decision;
        decisionLog.Write(name, decision, settings.Policy);
        board.Publish(name, seen, decision, settings.Policy, time.GetElapsedTime(begin));
        if (!decision.Restarts || seen.Life is not { } life)
        {
            return false;
        }

        liveness.Promise(name, actuator.LongestFor(observer.StopTimeout));
        eventLog.ActionBegins(name);
        _outcome = await actuator.RestartAsync(name, life, ct);
        eventLog.ActionEnds(name);
        decisionLog.Write(name, _outcome);
        board.Publish(name, _outcome);
        return true;
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

    private void Nudge(ContainerEvent? happened)
    {
        if (happened is null || happened.Name == name || happened.ContainerId == _containerId)
        {
            eventLog.Write(name, happened);
            _ = _nudges.Writer.TryWrite(false);
        }
    }

    /// <summary>A head is news when by the node's last known block it puts the lag over a threshold that the last decision saw it under.</summary>
    private void Nudge(uint head)
    {
        if (_decision is { Best: { } best } last && (IsCrossed(settings.Policy.BlockLag20) || IsCrossed(settings.Policy.BlockLag100)))
        {
            _ = _nudges.Writer.TryWrite(true);
        }

        bool IsCrossed(uint threshold) => (long)head - best > threshold && !(last.Lag > threshold);
    }
}
