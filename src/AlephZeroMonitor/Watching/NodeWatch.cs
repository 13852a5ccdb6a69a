using System.Threading.Channels;
using AlephZeroMonitor.Configuration;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Docker;
using AlephZeroMonitor.JsonRpc;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>The loop of one node: observe, decide, act.</summary>
internal sealed class NodeWatch(
    string name, NodeObserver observer, Actuator actuator, EngineEvents events, Endpoints endpoints, Fleet fleet, Liveness liveness, DecisionLog decisionLog, TroubleLog troubleLog, EventLog eventLog, Settings settings, TimeProvider time, ILogger log)
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
    private string? _labelsOf;
    private volatile Decision? _decision;
    private NodeState _state = NodeState.Initial;
    private RestartOutcome? _outcome;
    private volatile Policy _policy = settings.Policy;
    private long _lookedAt;

    /// <summary>Watches until <paramref name="ct"/> ends it; nothing else does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        events.Happened += Nudge;
        fleet.AskedFor += Nudge;
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
        fleet.AskedFor -= Nudge;
        events.Happened -= Nudge;
    }

    /// <summary>Returns whether something was done, so that the next check comes at once.</summary>
    private async Task<bool> CheckAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        var (seen, state, decision) = await JudgeAsync(headMaxAge, ct);
        if (decision.Restarts)
        {
            // Nobody is restarted on the word of a stream alone, which may have lost lines, or stand still; nor without a look at the others.
            await observer.ReattachAsync();
            await fleet.GatherAsync(name, _lookedAt, ct);
            (seen, state, decision) = await JudgeAsync(settings.CheckInterval, ct);
        }

        (_state, _outcome) = (state, null);
        _containerId = seen.Life?.ContainerId ?? _containerId;
        troubleLog.Write(name, seen.Facts.Troubles);
        _decision = decision;
        decisionLog.Write(name, decision, _policy);
        if (!decision.Restarts || seen.Life is not { } life)
        {
            return false;
        }

        liveness.Promise(name, actuator.LongestFor(observer.StopTimeout));
        eventLog.ActionBegins(name);
        _outcome = await actuator.RestartAsync(name, life, ct);
        eventLog.ActionEnds(name);
        decisionLog.Write(name, _outcome);
        return true;
    }

    private async Task<(Observation Seen, NodeState State, Decision Decision)> JudgeAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        _lookedAt = time.GetTimestamp();
        var seen = await observer.ObserveAsync(headMaxAge, ct) with { Outcome = _outcome, AreAllOthersSick = fleet.AreAllOthersSick(name) };
        TakeLabels(seen.Life);
        var (state, decision) = Watchdog.Decide(_state, seen, _policy);
        fleet.Report(name, decision, _lookedAt);
        return (seen, state, decision);
    }

    /// <summary>A container can't change its labels; another one can have others.</summary>
    private void TakeLabels(NodeLife? life)
    {
        if (life is null || life.Value.ContainerId == _labelsOf)
        {
            return;
        }

        _labelsOf = life.Value.ContainerId;
        (_policy, var problems) = SettingsReader.ReadLabels(observer.Labels, settings.Policy);
        foreach (var problem in problems)
        {
            log.Warn($"{name}: {problem}");
        }
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
        if (_decision is { Best: { } best } last && (IsCrossed(_policy.BlockLag20) || IsCrossed(_policy.BlockLag100)))
        {
            _ = _nudges.Writer.TryWrite(true);
        }

        bool IsCrossed(uint threshold) => (long)head - best > threshold && !(last.Lag > threshold);
    }
}
