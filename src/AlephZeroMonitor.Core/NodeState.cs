using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core;

/// <summary>What the watchdog remembers of a node from one decision to the next.</summary>
public sealed record NodeState
{
    /// <summary>Nothing seen yet.</summary>
    public static NodeState Initial { get; } = new();

    /// <summary>The node's life when it was last seen running; null before.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>Our restarts since the node was last well.</summary>
    public RestartStreak Restarts { get; init; } = RestartStreak.None;

    /// <summary>Since when the lag has been at most BLOCK_LAG_20 (and BLOCK_LAG_100, if that is less), in <see cref="Observation.Elapsed"/>; null when it is more, or unknown.</summary>
    public TimeSpan? InStepSince { get; init; }

    /// <summary>The age of the last production line.</summary>
    public EvidenceAge Production { get; init; }

    /// <summary>The container's state when it was last looked at; null before.</summary>
    public RunState? LastRunState { get; init; }

    /// <summary>When this life was seen to go on after a pause, in <see cref="Observation.Elapsed"/>; null when it was not paused.</summary>
    public TimeSpan? ResumedAt { get; init; }

    /// <summary>The age of the start banner.</summary>
    public EvidenceAge Banner { get; init; }

    /// <summary>The age of the last sample of <see cref="NodeFacts.Trail"/>.</summary>
    public EvidenceAge Best { get; init; }

    /// <summary>How fast the head moves.</summary>
    public BlockPace Head { get; init; }

    /// <summary>How fast best moves in this life.</summary>
    public BlockPace Import { get; init; }

    /// <summary>By which clocks the node was last looked at while the engine answered; and whether the wall clock jumped lately.</summary>
    public ClockWatch Clock { get; init; }

    /// <summary>Since when best stands still; null when no block was seen in this life.</summary>
    public Standstill? Standstill { get; init; }

    /// <summary>Whether the lag by the log grows; kept only when TREND_WINDOW is set.</summary>
    public LagTrend Trend { get; init; }

    /// <summary>The same of the lag that counts what the node says of itself, at the checks that brought one.</summary>
    public LagTrend ReportTrend { get; init; }

    /// <summary>When the node's metrics last showed that it prepared a block; null before.</summary>
    public PreparedWatch? Prepared { get; init; }

    /// <summary>Whether finality keeps up; null when no finalized block was seen in this life.</summary>
    public FinalityWatch? Finality { get; init; }

    /// <summary>Takes up what an observation brings, before it is judged.</summary>
    internal NodeState Next(Observation seen, Policy policy)
    {
        var isSameLife = seen.Life is null || seen.Life == Life;
        var clock = Clock.Next(seen);
        var restarts = seen.Outcome is { } outcome ? Restarts.End(outcome.Result, seen.Elapsed)
            : seen.IsStandingBy && Life is not null && !isSameLife ? Restarts.Begin(seen.Elapsed, null) with { Before = null, IsOthers = true }
            : Life is not null && !isSameLife && Restarts.LastAt is not null ? Restarts with { IsOvertaken = true }
            : Restarts;
        return this with
        {
            Life = seen.Life ?? Life,
            LastRunState = seen.RunState == RunState.Unreachable ? LastRunState : seen.RunState,
            ResumedAt = (seen.RunState, LastRunState) is (RunState.Running, RunState.Paused) ? seen.Elapsed : isSameLife ? ResumedAt : null,
            Restarts = restarts,
            InStepSince = seen.Lag <= Math.Min(policy.BlockLag20, policy.BlockLag100) ? (isSameLife ? InStepSince : null) ?? seen.Elapsed : null,
            Production = Production.Next(seen.Facts.ProducedAt, seen, clock.HasJumped),
            Banner = Banner.Next(seen.Facts.NodeStartedAt, seen, clock.HasJumped),
            Best = Best.Next(seen.Facts.Trail.IsEmpty ? null : seen.Facts.Trail[^1].At, seen, clock.HasJumped),
            Head = Head.Next(seen.Head.Number, seen.Elapsed),
            Import = (isSameLife ? Import : default).Next(seen.Facts.Best, seen.Elapsed),
            Clock = clock,
            Standstill = Core.Standstill.Next(Standstill, seen, isSameLife),
            Prepared = PreparedWatch.Next(isSameLife ? Prepared : null, seen),
            Finality = FinalityWatch.Next(Finality, seen, isSameLife),
            Trend = policy.TrendWindow is { } window ? (isSameLife ? Trend : default).Next(seen.LogLag, seen.Elapsed, window) : default,
            ReportTrend = policy.TrendWindow is { } length ? (isSameLife ? ReportTrend : default).Next(seen.IsBestTold ? seen.Lag : null, seen.Elapsed, length) : default,
        };
    }
}
