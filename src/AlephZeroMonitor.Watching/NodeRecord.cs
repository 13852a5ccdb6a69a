using System.Collections.Concurrent;

namespace AlephZeroMonitor.Watching;

/// <summary>What is saved of one node, before and after acting, and read back by the next run of the monitor.</summary>
internal sealed class NodeRecord(string name, LoopContext context)
{
    /// <summary>Longer than Docker takes to start a container once it has ended it.</summary>
    private static readonly TimeSpan StartMargin = TimeSpan.FromSeconds(10);

    /// <summary>After a longer time without a monitor, a node that our restart left stopped is not started: its owner may have left it for good.</summary>
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(15);

    /// <summary>An event and a look that differ by less in the time of an end are about the same life.</summary>
    private static readonly TimeSpan SameEnd = TimeSpan.FromSeconds(5);

    /// <summary>More ends than this between two checks are not kept.</summary>
    private const int MaxEnds = 64;

    private RestartStreak _restarts = RestartStreak.None;
    private LastAction? _action;
    private Decision? _decision;
    private long? _decisionId;
    private long? _actionId;
    private long? _actionBefore;
    private readonly ConcurrentQueue<LifeEnd> _reported = new();
    private (NodeLife Last, NodeLife? Before)? _lives;
    private LifeEnd? _seenEnd;
    private (NodeLife Life, DateTimeOffset At)? _ended;
    private bool _mayHaveOpenActions = true;

    /// <summary>What is remembered from earlier runs.</summary>
    public NodeState Restore()
    {
        var state = NodeState.Initial;
        if (context.History.LastDecision(name) is var (id, decision))
        {
            (_decisionId, _decision) = (id, decision);
            state = state with { Alerts = AlertWatch.Of(decision.Alerts) };
        }

        if (context.History.Load(name) is not { SavedAt: { } savedAt } memory)
        {
            return state;
        }

        _actionId = context.History.LastActionId(name);
        _restarts = context.Functions.Carry(memory.Restarts, savedAt, Now());
        _action = context.Time.GetUtcNow() - savedAt.At <= LongestAbsence ? memory.LastAction : memory.LastAction is { } last ? last with { IsBeforeAnAbsence = true } : null;
        return state with { Restarts = _restarts, LastAction = _action };
    }

    /// <summary>
    /// Saves what a check found: the sample always, the decision when it changed something, and the intent when it acts. The intent is on disk when this
    /// returns, with what is remembered of it, so that the next run knows and counts each action.
    /// </summary>
    /// <param name="before">What was remembered.</param>
    /// <param name="after">What is remembered now.</param>
    /// <param name="report">What was seen and decided.</param>
    /// <param name="logTail">What the node logged in the minute before; kept with an action.</param>
    /// <returns>The id of the last decision that changed something; null when it could not be saved.</returns>
    public long? Save(NodeState before, NodeState after, NodeReport report, string logTail)
    {
        var (seen, decision) = (report.Seen, report.Decision);
        SaveLives(seen);
        context.History.AddSample(name, seen.At, decision.Lag, decision.Best, decision.Head);
        var notices = Notice.Of(_decision?.Alerts ?? [], seen, decision);
        if (IsChange(decision) || notices.Length > 0)
        {
            _decisionId = context.History.SaveDecision(name, before, seen, report.Policy, decision, notices);
        }

        _decision = decision;
        if (decision.Effect != RestartEffect.Unknown && _actionId is { } last)
        {
            context.History.SaveEffect(last, decision.Effect, decision.RecoveredAfter ?? decision.SinceRestart ?? TimeSpan.Zero);
        }

        SaveMemory(after, report, logTail);
        return _decisionId;
    }

    /// <summary>An event reported that a life has ended; the next check saves it. Any thread may call.</summary>
    public void EndLife(LifeEnd ended)
    {
        if (_reported.Count < MaxEnds)
        {
            _reported.Enqueue(ended);
        }
    }

    /// <summary>An action has ended.</summary>
    public void End(ActionOutcome outcome, DateTimeOffset now)
    {
        _action = _action?.After(outcome, now);
        if (_actionId is { } id)
        {
            context.History.EndAction(name, id, outcome, now, Remember);
        }

        // What the node does next is the effect of the action before.
        _actionId = outcome.Result == ActionResult.Abandoned ? _actionBefore : _actionId;
    }

    private void SaveLives(Observation seen)
    {
        if (seen.Life is { } life && life != _lives?.Last)
        {
            _lives = (life, _lives?.Last);
            context.History.SaveLife(name, life, seen.At);
        }

        while (_reported.TryDequeue(out var ended))
        {
            SaveEnd(ended, LifeAt(ended.At));
        }

        if (seen.End is { } end && end != _seenEnd)
        {
            SaveEnd(end, seen.EndedLife ?? LifeAt(end.At));
        }

        _seenEnd = seen.End;
    }

    private NodeLife? LifeAt(DateTimeOffset at) => at < _lives?.Last.StartedAt ? _lives?.Before : _lives?.Last;

    /// <summary>A life ends once: what is reported to end it later has ended another one, which was too short to be seen.</summary>
    private void SaveEnd(LifeEnd ended, NodeLife? of)
    {
        if (of is { } life && !(_ended is { } last && last.Life == life && ended.At - last.At > SameEnd))
        {
            _ended = (life, ended.At);
            context.History.EndLife(name, life, ended);
        }
    }

    private void SaveMemory(NodeState after, NodeReport report, string logTail)
    {
        var (seen, decision) = (report.Seen, report.Decision);

        // While a wait depends on it, the reading of the clocks is kept fresh: after a boot, only the wall clock tells how long ago it was.
        var waits = after.Restarts.Count > 0 || seen.Elapsed - after.Restarts.LastAt < report.Policy.RestartCooldown;
        var isNew = waits || after.Restarts != _restarts || after.LastAction != _action;
        (_restarts, _action) = (after.Restarts, after.LastAction);
        if (decision.Acts && report.Subject is { } life)
        {
            var intent = new ActionIntent(decision.Reason.AsksFor(), _decisionId, life, seen.At, logTail);
            (_actionBefore, _actionId) = (_actionId, context.History.BeginAction(name, intent, Remember));
            _mayHaveOpenActions = true; // By a bug of the target it may have no outcome; then it is closed like one of an earlier run.
        }
        else if (isNew)
        {
            context.History.Remember(name, Remember);
        }
    }

    private bool IsChange(Decision now) => _decision is not { } last || now.Acts || now.Escalates || now.Effect != RestartEffect.Unknown
        || (last.Reason, last.Hold, last.RunState) != (now.Reason, now.Hold, now.RunState);

    /// <summary>
    /// The node's start time shows the outcome of an action that has none, mostly of an earlier run that did not see its end. While the same life goes on,
    /// it is closed only when it can no longer take effect.
    /// </summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="longestStop">How long the node may take to end once it was asked for.</param>
    /// <returns>How the last one ended; null when there is none, or that is not known yet.</returns>
    public ActionOutcome? CloseOpenActions(Observation seen, TimeSpan longestStop)
    {
        if (!_mayHaveOpenActions || seen.Life is not { } life)
        {
            return null;
        }

        _mayHaveOpenActions = false;
        ActionOutcome? last = null;
        foreach (var open in context.History.OpenActions(name))
        {
            var isDone = life != open.Life;
            if (!isDone && seen.At >= open.At && seen.At - open.At <= longestStop + StartMargin)
            {
                _mayHaveOpenActions = true;
                continue;
            }

            var result = !isDone ? ActionResult.Failed : open.Remedy == Remedy.Start ? ActionResult.Started : ActionResult.Restarted;
            var outcome = new ActionOutcome(result, seen.At - open.At)
            {
                Cause = ActionCause.MonitorEnded,
                NewLifeStartedAt = isDone ? life.StartedAt : null,
            };
            context.History.EndAction(name, open.Id, outcome, seen.At, Remember);
            last = outcome;
        }

        return last;
    }

    private NodeMemory Remember(NodeMemory memory) => memory with { SavedAt = Now(), Restarts = _restarts, LastAction = _action };

    private ClockReading Now() => new(context.Time.GetUtcNow(), context.Time.GetElapsedTime(0), context.BootId);
}
