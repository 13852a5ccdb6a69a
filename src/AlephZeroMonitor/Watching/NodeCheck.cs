using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Notices;
using AlephZeroMonitor.Projections.Traces;
using AlephZeroMonitor.Targets.Docker;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>Checks one node: observe, decide, tell, act. What is remembered from one check to the next is here.</summary>
internal sealed class NodeCheck(string name, NodeObserver observer, NodeRecord record, Actuator actuator, Fleet fleet, Requests requests, Projections projections, Liveness liveness, Settings settings, TimeProvider time, ILogger log)
{
    private string? _labelsOf;
    private NodeState _state = record.Restore();
    private RestartOutcome? _outcome;
    private bool _isLeftStopped;
    private volatile Decision? _decision;
    private volatile Policy _policy = settings.Policy;
    private long _lookedAt;

    /// <summary>The container's name.</summary>
    public string Name => name;

    /// <summary>The container's id; null until it was seen running.</summary>
    public string? ContainerId { get; private set; }

    /// <summary>The last decision; null before the first.</summary>
    public Decision? LastDecision => _decision;

    /// <summary>By which settings the node is judged.</summary>
    public Policy Policy => requests.IsDry(name) ? _policy with { DryRun = true } : _policy;

    /// <summary>Checks the node.</summary>
    /// <param name="headMaxAge">How old the network's head may be.</param>
    /// <param name="ct">Ends the check.</param>
    /// <returns>Whether something was done, so that the next check comes at once.</returns>
    public async Task<bool> RunAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        using var span = Spans.BeginCheck(name);
        var begin = time.GetTimestamp();
        var (seen, policy, state, decision) = await JudgeAsync(headMaxAge, ct);
        if (decision.Restarts)
        {
            // Nobody is restarted on the word of a stream alone, which may have lost lines, or stand still; nor without a look at the others.
            await observer.ReattachAsync();
            await fleet.GatherAsync(name, _lookedAt, ct);
            (seen, policy, state, decision) = await JudgeAsync(settings.CheckInterval, ct);
        }

        // Saved before acting, and before anything is told: a crash in between can delay a restart, never double it.
        var ending = decision.Restarts ? seen.Life : null;
        var decisionId = record.Write(_state, state, seen, policy, decision, settings.StopTimeout ?? observer.StopTimeout, ending is { } ill ? await observer.ReadLastMinuteAsync(ill, ct) : "");
        (_state, _outcome, _decision) = (state, null, decision);
        ContainerId = seen.Life?.InstanceId ?? ContainerId;
        requests.Judged(name, seen.Request);
        span.Tell(decision);
        projections.Tell(name, seen, decision, policy, time.GetElapsedTime(begin), decisionId);
        if (ending is { } life)
        {
            // What somebody else does to the node takes its time: it is looked at again when it is due, or when something happened.
            _outcome = await ActAsync(() => actuator.RestartAsync(name, life, ct));
            return _outcome.Result != RestartResult.Abandoned;
        }

        return seen is { RunState: RunState.Stopped, IsStandingBy: false, Pause: null } && !policy.DryRun && await FinishAsync(seen, policy, ct);
    }

    /// <summary>The node's life ended; null when something else happened.</summary>
    public void Happened(LifeEnd? end)
    {
        if (end is not null)
        {
            record.Write(end);
        }
    }

    /// <summary>A node that we ended is not left stopped, whatever came between; returns whether it was started.</summary>
    private async Task<bool> FinishAsync(Observation seen, Policy policy, CancellationToken ct)
    {
        if (record.LastRestart is not { } restart)
        {
            return false;
        }

        var (life, isOthersWill) = await actuator.LeftStoppedAsync(restart, ct);
        if (life is null)
        {
            // Respected for good: the engine forgets what it was asked for.
            record.Forget(isOthersWill);
            return false;
        }

        if (life != restart.Life)
        {
            // We did start it, and it ended by itself: that is a restart that did not help, and the next waits as any other.
            if (seen.Elapsed - _state.Restarts.LastAt < _state.Restarts.Wait(policy))
            {
                _isLeftStopped = true;
                return false;
            }

            _state = _state with { Restarts = _state.Restarts.Begin(seen.Elapsed, null) };
        }

        var outcome = await ActAsync(() => actuator.StartAgainAsync(life.Value, ct));
        _isLeftStopped = outcome.Result == RestartResult.Failed;

        // That it can't be started doesn't begin the cool-down anew.
        _outcome = _isLeftStopped ? null : outcome;
        return !_isLeftStopped;
    }

    private async Task<RestartOutcome> ActAsync(Func<Task<RestartOutcome>> act)
    {
        using var span = Spans.Begin("act");
        liveness.Promise(name, actuator.LongestFor(observer.StopTimeout));
        projections.ActionBegins(name);
        var outcome = await act();
        span.Tell(outcome);
        record.End(outcome);
        projections.ActionEnded(name, outcome);
        return outcome;
    }

    private async Task<(Observation Seen, Policy Policy, NodeState State, Decision Decision)> JudgeAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        _lookedAt = time.GetTimestamp();
        var seen = await observer.ObserveAsync(headMaxAge, ct);
        seen = seen with
        {
            Outcome = _outcome,
            IsLeftStopped = _isLeftStopped && seen.RunState == RunState.Stopped,
            AreAllOthersSick = fleet.AreAllOthersSick(name),
            Request = requests.RestartOf(name),
            Pause = requests.PauseOf(name),
        };
        TakeLabels(seen.Life);
        var policy = Policy;
        var (state, decision) = Decide(seen, policy);
        fleet.Report(name, decision, _lookedAt);
        return (seen, policy, state, decision);
    }

    private (NodeState State, Decision Decision) Decide(Observation seen, Policy policy)
    {
        using var span = Spans.Begin("decide");
        var next = Watchdog.Decide(_state, seen, policy);
        span.Tell(next.Decision);
        return next;
    }

    /// <summary>A container can't change its labels; another one can have others.</summary>
    private void TakeLabels(NodeLife? life)
    {
        if (life is null || life.Value.InstanceId == _labelsOf)
        {
            return;
        }

        _labelsOf = life.Value.InstanceId;
        (_policy, var problems) = SettingsReader.ReadLabels(observer.Labels, settings.Policy);
        foreach (var problem in problems)
        {
            log.Warn($"{name}: {problem}");
        }
    }
}
