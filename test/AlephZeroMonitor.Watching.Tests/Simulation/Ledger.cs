namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The checkers' own account of one node, in true time. It never asks the functions.</summary>
internal sealed class Ledger
{
    /// <summary>Both clocks are rounded, and one drifts.</summary>
    private const double Rounding = 5;

    private double? _inStepSince;
    private double _savedAt = double.NegativeInfinity;
    private double _resumedAt = double.NegativeInfinity;
    private double _mayHaveResumedAt = double.NegativeInfinity;
    private double? _blindSince;
    private RunState? _runState;
    private NodeLife? _life;
    private double _lifeSeenSince = double.PositiveInfinity;
    private double? _lookedAt;
    private (int Calls, double LastCallAt) _beforeCall;
    private bool _isLastCounted;

    /// <summary>Restarts since the last recovery that the engine was really asked for.</summary>
    public int Calls { get; private set; }

    /// <summary>Restarts since the last recovery that were decided and saved, those that the engine never heard of included.</summary>
    public int Intents { get; private set; }

    /// <summary>From when the wait after the engine was last asked counts for sure: when it was decided; or when it ended, if the monitor lived to see that.</summary>
    public double LastCallAt { get; private set; } = double.NegativeInfinity;

    /// <summary>When the last restart was decided, or ended, at the latest.</summary>
    public double LastIntentAt { get; private set; } = double.NegativeInfinity;

    /// <summary>The monitor crashed since the engine was last asked.</summary>
    public bool HasCrashedSince { get; private set; }

    /// <summary>When this run of the monitor began.</summary>
    public double RunBeganAt { get; private set; } = double.NegativeInfinity;

    /// <summary>The longest time without a monitor, or in which the clock was set, since the node was last seen to run.</summary>
    public double LongestAbsence { get; private set; }

    /// <summary>When the present life of the node was first seen in this run of the monitor.</summary>
    public double LifeSeenSince(Observation seen, double at) => seen.Life is null || seen.Life == _life ? _lifeSeenSince : at;

    /// <summary>Calls for people since the last recovery.</summary>
    public int Escalations { get; private set; }

    /// <summary>A recovery was seen, and no restart decided since.</summary>
    public bool IsRecovered { get; private set; }

    /// <summary>When the node was last seen to go on after a pause, in this run of the monitor.</summary>
    public double ResumedAt(Observation seen, double at) => (seen.RunState, _runState) is (RunState.Running, RunState.Paused) || IsAfterAGap(seen, at, Rounding) ? at : _resumedAt;

    /// <summary>The same, of a gap that is just as long as one has to be, too.</summary>
    public double MayHaveResumedAt(Observation seen, double at) => IsAfterAGap(seen, at, -Rounding) ? at : Math.Max(_mayHaveResumedAt, ResumedAt(seen, at));

    /// <summary>Nobody could look for much longer than the interval, nor waited for an action to end.</summary>
    private bool IsAfterAGap(Observation seen, double at, double margin) => seen.Outcome is null && at - _lookedAt > (3 * seen.CheckInterval?.TotalSeconds) + 60 + margin;

    /// <summary>Since when nothing shows how the node is; null when something does.</summary>
    public double? BlindSince(Observation seen, double at) => seen.RunState switch
    {
        RunState.Running when seen.Facts.Best is not null && seen.Head.Number is not null => null,
        RunState.Running or RunState.Restarting or RunState.Unreachable => _blindSince ?? at,
        _ => null,
    };

    /// <summary>A check was made and what came of it saved.</summary>
    public void Saved(double at, Observation seen, Decision decision, Policy policy, bool completesRestart)
    {
        (_savedAt, _blindSince) = (at, BlindSince(seen, at));
        LongestAbsence = seen.RunState == RunState.Running ? 0 : LongestAbsence;
        (_resumedAt, _mayHaveResumedAt, _lookedAt) = (ResumedAt(seen, at), MayHaveResumedAt(seen, at), seen.RunState == RunState.Unreachable ? _lookedAt : at);
        _runState = seen.RunState == RunState.Unreachable ? _runState : seen.RunState;
        if (seen.Lag > policy.BlockLag20 || seen.Lag is null)
        {
            _inStepSince = null;
        }
        else
        {
            _inStepSince = (seen.Life is null || seen.Life == _life ? _inStepSince : null) ?? at;
        }

        if (seen is { StandingByFor: not null, Outcome: null } && _life is not null && seen.Life is { } life && life != _life)
        {
            // The other monitor restarted it, or its owner did.
            (Intents, LastIntentAt, IsRecovered) = (Intents + 1, at, false);
        }

        _lifeSeenSince = LifeSeenSince(seen, at);
        _life = seen.Life ?? _life;
        Escalations += decision.Escalates ? 1 : 0;

        // The clock that never jumps has ticks of 100 ns: at the minute itself, both is right.
        if (at - _inStepSince >= 60 - 1e-5)
        {
            (Calls, Escalations) = (0, 0);
        }

        if (at - _inStepSince >= 60 + 1e-5)
        {
            (Intents, IsRecovered) = (0, true);
        }

        _isLastCounted = decision.Acts ? !completesRestart : _isLastCounted;
        if (decision.Acts)
        {
            (Intents, LastIntentAt, IsRecovered) = (Intents + (completesRestart ? 0 : 1), at, IsRecovered && completesRestart);
        }
    }

    /// <summary>The engine was asked for what was decided then.</summary>
    public void Asked(double at)
    {
        _beforeCall = (Calls, LastCallAt);
        (Calls, LastCallAt, HasCrashedSince) = (Calls + 1, at, false);
    }

    /// <summary>How it ended is known.</summary>
    public void Ended(double at, ActionOutcome outcome)
    {
        if (outcome.Cause == ActionCause.MonitorEnded)
        {
            // Between when it was decided and now: the wait after it is at least the one, and at most the other.
            LastIntentAt = at;
        }
        else if (outcome.Result == ActionResult.Abandoned)
        {
            Intents -= _isLastCounted ? 1 : 0;
            (Calls, LastCallAt) = outcome.Cause == ActionCause.OwnerStopped ? _beforeCall : (Calls, LastCallAt);
        }
        else
        {
            (LastCallAt, LastIntentAt) = (at, at);
        }
    }

    /// <summary>The monitor crashed, and began again.</summary>
    public void Restarted(double at, WorldClock clock)
    {
        (_runState, _resumedAt, _mayHaveResumedAt) = (null, double.NegativeInfinity, double.NegativeInfinity);
        (_blindSince, _lookedAt) = (null, null);
        LongestAbsence = Math.Max(LongestAbsence, clock.LastJumpAt > _savedAt ? double.PositiveInfinity : at - _savedAt);
        (_inStepSince, _life, HasCrashedSince, RunBeganAt, _lifeSeenSince) = (null, null, true, at, double.PositiveInfinity);
        if (clock.LastJumpAt > _savedAt && clock.BootedAt > _savedAt)
        {
            // Set after the last check, and then booted: nothing tells how long ago that was; at worst the wait begins anew.
            (LastCallAt, LastIntentAt) = (double.NegativeInfinity, at);
        }
    }
}
