using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Targets.Docker;

namespace AlephZeroMonitor.Watching;

/// <summary>What is written down of one node, before and after acting, and read back by the next run of the monitor.</summary>
internal sealed class NodeRecord(string name, HistoryStore history, Boot boot, TimeProvider time)
{
    /// <summary>Longer than the engine takes to start a container once it has ended it.</summary>
    private static readonly TimeSpan EngineMargin = TimeSpan.FromSeconds(10);

    /// <summary>Whether somebody wanted a node stopped is asked of the engine, which doesn't remember for long.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    private RestartStreak _saved = RestartStreak.None;
    private Decision? _decision;
    private long? _decisionId;
    private long? _restartId;
    private NodeLife? _life;
    private bool _isSettled;

    /// <summary>Our last restart that was not abandoned; null when there is none.</summary>
    public LastRestart? LastRestart { get; private set; }

    /// <summary>What is remembered from earlier runs.</summary>
    public NodeState Restore()
    {
        // That the monitor was started anew changes nothing of the node.
        if (history.Read(reader => reader.Verdicts(name, 1)) is [var latest] && Replay.ReadDecision(latest.Decision) is { } decision)
        {
            (_decisionId, _decision) = (latest.Id, decision);
        }

        if (history.LoadState(name) is not { SavedAt: { } savedAt } memory)
        {
            return NodeState.Initial;
        }

        if (history.Read(reader => reader.Restarts(name, DateTimeOffset.MinValue, 1)) is [var last])
        {
            _restartId = last.Id;
            LastRestart = last.Result == nameof(RestartResult.Abandoned) || time.GetUtcNow() - last.At > Recent ? null : new(new NodeLife(last.InstanceId, last.LifeStartedAt), last.At, last.EndedAt);
        }

        _saved = memory.Restarts.Carry(savedAt, Now());
        return NodeState.Initial with { Restarts = _saved };
    }

    /// <summary>
    /// Writes down what a check found: the sample always, the decision when it changed something, and the intent when it restarts the node: that is on disk
    /// when this returns, with what is remembered of it, so that no restart is made that the next run wouldn't know of and count.
    /// </summary>
    /// <param name="before">What was remembered.</param>
    /// <param name="after">What is remembered now.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="policy">By which settings it was judged.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="stopTimeout">How long the node gets to end.</param>
    /// <param name="logTail">What the node logged in the minute before; kept with a restart.</param>
    /// <returns>The id of the last decision that changed something; null when it could not be saved.</returns>
    public long? Write(NodeState before, NodeState after, Observation seen, Policy policy, Decision decision, TimeSpan stopTimeout, string logTail)
    {
        if (seen.Life is { } life && life != _life)
        {
            _life = life;
            history.SaveLife(name, life, seen.At);
        }

        Settle(seen, stopTimeout);
        history.AddSample(name, seen.At, decision.Lag, decision.Best, decision.Head);
        if (IsChange(decision))
        {
            _decisionId = history.SaveDecision(name, before, seen, policy, decision);
        }

        _decision = decision;
        if (decision.Effect != RestartEffect.Unknown && _restartId is { } restart)
        {
            history.SaveEffect(restart, decision.Effect, decision.SinceRestart ?? TimeSpan.Zero);
        }

        var isNew = after.Restarts != _saved;
        _saved = after.Restarts;
        if (decision.Escalates)
        {
            history.SaveEscalation(name, decision.At, $"{decision.RestartsInARow} restarts in a row did not help", Remember);
        }

        if (decision.Restarts && seen.Life is { } ending)
        {
            _restartId = history.BeginRestart(name, _decisionId, ending, seen.At, logTail, Remember);
            LastRestart = new(ending, seen.At, null);
        }
        else if (isNew)
        {
            history.ChangeState(name, Remember);
        }

        return _decisionId;
    }

    /// <summary>The node is stopped by somebody else's will: our last restart has nothing to do with it.</summary>
    public void Forget(bool isOthersWill) => LastRestart = isOthersWill ? null : LastRestart;

    /// <summary>The life that was last seen has ended.</summary>
    public void Write(LifeEnd end)
    {
        if (_life is { } life)
        {
            history.EndLife(name, life, end);
        }
    }

    /// <summary>The restart has ended.</summary>
    public void End(RestartOutcome outcome)
    {
        LastRestart = outcome.Result == RestartResult.Abandoned || LastRestart is not { } last ? null : last with { EndedAt = time.GetUtcNow() };
        if (_restartId is { } id)
        {
            history.EndRestart(id, outcome, outcome.NewLifeStartedAt, time.GetUtcNow());
        }
    }

    private bool IsChange(Decision now) => _decision is not { } last || now.Restarts || now.Escalates || now.Effect != RestartEffect.Unknown
        || (last.Reason, last.Hold, last.RunState) != (now.Reason, now.Hold, now.RunState);

    /// <summary>
    /// A restart that an earlier run began and didn't see the end of is settled by the container's start time; while the same life goes on, only when the engine can't be about to end it
    /// any more.
    /// </summary>
    private void Settle(Observation seen, TimeSpan stopTimeout)
    {
        if (_isSettled || seen.Life is not { } life)
        {
            return;
        }

        var all = history.OpenIntents(name);
        var settled = all.Where(open => life != new NodeLife(open.InstanceId, open.LifeStartedAt) || seen.At - open.At > stopTimeout + EngineMargin || seen.At < open.At).ToArray();
        _isSettled = settled.Length == all.Count;
        foreach (var open in settled)
        {
            var isDone = life != new NodeLife(open.InstanceId, open.LifeStartedAt);
            var outcome = isDone
                ? new RestartOutcome(RestartResult.Restarted, "the monitor ended meanwhile; the container was found started again", seen.At - open.At)
                : new RestartOutcome(RestartResult.Failed, "the monitor ended meanwhile; the container had not been started again when it came back", seen.At - open.At);
            history.EndRestart(open.Id, outcome, isDone ? life.StartedAt : null, seen.At);
        }
    }

    private NodeMemory Remember(NodeMemory memory) => memory with { SavedAt = Now(), Restarts = _saved };

    private ClockReading Now() => new(time.GetUtcNow(), time.GetElapsedTime(0), boot.Id);
}
