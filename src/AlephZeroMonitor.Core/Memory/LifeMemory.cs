using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core.Memory;

/// <summary>What is remembered of one life of a node; another life begins with <see cref="Empty"/>.</summary>
public sealed record LifeMemory
{
    /// <summary>Nothing seen of this life yet.</summary>
    public static LifeMemory Empty { get; } = new();

    /// <summary>Since when the lag has been at most BLOCK_LAG_20 (and BLOCK_LAG_100, if that is less), in <see cref="Observation.Elapsed"/>; null when it is more, or unknown.</summary>
    public TimeSpan? InStepSince { get; init; }

    /// <summary>When the node was last seen to go on after a pause, or after a gap in which nobody looked, in <see cref="Observation.Elapsed"/>; null when there was none.</summary>
    public TimeSpan? ResumedAt { get; init; }

    /// <summary>The age of the last production line.</summary>
    public EvidenceAge Production { get; init; }

    /// <summary>The age of the start banner.</summary>
    public EvidenceAge Banner { get; init; }

    /// <summary>The age of the line that began the session.</summary>
    public EvidenceAge Session { get; init; }

    /// <summary>The age of the last sample of <see cref="NodeFacts.Trail"/>.</summary>
    public EvidenceAge Best { get; init; }

    /// <summary>How fast best moves.</summary>
    public BlockPace Import { get; init; }

    /// <summary>Since when best stands still; null when no block was seen.</summary>
    public Standstill? Standstill { get; init; }

    /// <summary>Whether the lag by the log grows; kept only when TREND_WINDOW is set.</summary>
    public LagTrend Trend { get; init; }

    /// <summary>The same of the lag that counts the node's own reports, at the checks that brought one.</summary>
    public LagTrend ReportTrend { get; init; }

    /// <summary>When the node's metrics last showed that it prepared a block; null before.</summary>
    public PreparedWatch? Prepared { get; init; }

    /// <summary>Whether finality keeps up; null when no finalized block was seen.</summary>
    public FinalityWatch? Finality { get; init; }

    /// <summary>Takes up what an observation of this life brings.</summary>
    internal LifeMemory Next(in JoinedObservation joined, Policy policy, bool hasClockJumped, TimeSpan? sinceLook, bool hasResumed)
    {
        var seen = joined.Seen;
        var window = policy.TrendWindow;
        return this with
        {
            InStepSince = joined.Lag <= Math.Min(policy.BlockLag20, policy.BlockLag100) ? InStepSince ?? seen.Elapsed : null,
            ResumedAt = hasResumed ? seen.Elapsed : ResumedAt,
            Production = Production.Next(seen.Facts.ProducedAt, seen, hasClockJumped, sinceLook),
            Banner = Banner.Next(seen.Facts.NodeStartedAt, seen, hasClockJumped),
            Session = Session.Next(seen.Facts.SessionStartedAt, seen, hasClockJumped),
            Best = Best.Next(seen.Facts.Trail.IsEmpty ? null : seen.Facts.Trail[^1].At, seen, hasClockJumped),
            Import = Import.Next(seen.Facts.Best, seen.Elapsed),
            Standstill = Memory.Standstill.Next(Standstill, joined),
            Prepared = PreparedWatch.Next(Prepared, seen),
            Finality = FinalityWatch.Next(Finality, joined),
            Trend = window is { } span ? Trend.Next(joined.LogLag, seen.Elapsed, span) : default,
            ReportTrend = window is { } length ? ReportTrend.Next(seen.IsBestReported ? joined.Lag : null, seen.Elapsed, length) : default,
        };
    }
}

/// <summary>An observation with what follows from it, computed once for a decision.</summary>
/// <param name="Seen">The observation.</param>
/// <param name="Node">What log, RPC and metrics show together.</param>
/// <param name="Lag">Blocks behind; null when unknown.</param>
/// <param name="LogLag">The lag by the log alone.</param>
internal readonly record struct JoinedObservation(Observation Seen, NodeEvidence Node, uint? Lag, uint? LogLag)
{
    public static JoinedObservation Of(Observation seen)
    {
        var node = seen.Node;
        return new(seen, node, seen.Behind(node.Best), seen.LogLag);
    }
}
