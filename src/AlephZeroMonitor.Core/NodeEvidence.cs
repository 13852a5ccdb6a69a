using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core;

/// <summary>Where something is known of a node from. Names are API.</summary>
public enum BestSource
{
    /// <summary>The node's log.</summary>
    Log,

    /// <summary>The node's own RPC.</summary>
    NodeRpc,

    /// <summary>The node's own metrics.</summary>
    NodeMetrics,
}

/// <summary>What log, RPC and metrics show together of a node.</summary>
/// <remarks>
/// The highest block counts: a node that has a block has it, and only a late log or a late answer shows less. So what the node reports of itself can
/// prevent a restart that the log alone would ask for, and can never cause one. A report that shows less does not count even against an old log line:
/// it may come from another node or from a cache.
/// </remarks>
/// <param name="Best">The best block; null when unknown.</param>
/// <param name="Source">Where that is known from; of those that show the same, the first of log, RPC and metrics.</param>
/// <param name="Finalized">The finalized block; null when unknown.</param>
/// <param name="Peers">Connected peers, by the first of RPC, metrics and log that reports them; null when unknown.</param>
/// <param name="MajorSync">What the log shows; <see cref="MajorSync.In"/> when the node reports that it is in major sync now.</param>
public readonly record struct NodeEvidence(uint? Best, BestSource Source, uint? Finalized, uint? Peers, MajorSync MajorSync)
{
    /// <summary>Joins them.</summary>
    /// <param name="facts">The log's facts.</param>
    /// <param name="rpc">What the node's RPC reports; null when it was not asked.</param>
    /// <param name="metrics">What the node's metrics report; null when they were not asked for.</param>
    public static NodeEvidence Join(NodeFacts facts, SelfReport? rpc, SelfReport? metrics)
    {
        var best = Higher(facts.Best, Higher(rpc?.Best, metrics?.Best));
        return new(
            best,
            best is null || best == facts.Best ? BestSource.Log : best == rpc?.Best ? BestSource.NodeRpc : BestSource.NodeMetrics,
            Higher(facts.Finalized, Higher(rpc?.Finalized, metrics?.Finalized)),
            rpc?.Peers ?? metrics?.Peers ?? facts.Peers,
            rpc?.IsSyncing == true || metrics?.IsSyncing == true ? MajorSync.In : facts.MajorSync);
    }

    /// <summary>In what the sources differ.</summary>
    /// <param name="seen">What they show.</param>
    /// <param name="node">The same, joined.</param>
    /// <param name="tolerance">Blocks by which they may differ.</param>
    public static ImmutableArray<Disagreement> Disagreements(Observation seen, NodeEvidence node, uint tolerance)
    {
        var target = Higher(node.Best, Higher(seen.Report?.SyncTarget, seen.Metrics?.SyncTarget));
        var isBeyondHead = target > (long?)seen.Head.Number + tolerance;
        if (seen.Report is null && seen.Metrics is null && !isBeyondHead)
        {
            return [];
        }

        Disagreement?[] all =
        [
            OfBest(seen.Facts, seen.Report, BestSource.NodeRpc, tolerance),
            OfSync(seen.Facts, seen.Report, BestSource.NodeRpc),
            OfBest(seen.Facts, seen.Metrics, BestSource.NodeMetrics, tolerance),
            OfSync(seen.Facts, seen.Metrics, BestSource.NodeMetrics),
            isBeyondHead ? new(DisagreementKind.Target, node.Source, target, seen.Head.Number) : null,
        ];
        return [.. all.OfType<Disagreement>()];
    }

    private static Disagreement? OfBest(NodeFacts facts, SelfReport? report, BestSource source, uint tolerance) =>
        facts.Best is { } logged && report?.Best is { } reported && Math.Abs((long)reported - logged) > tolerance
            ? new(DisagreementKind.Best, source, reported, logged)
            : null;

    private static Disagreement? OfSync(NodeFacts facts, SelfReport? report, BestSource source) => (facts.MajorSync, report?.IsSyncing) switch
    {
        (MajorSync.In, false) => new(DisagreementKind.LeftMajorSync, source),
        (MajorSync.Left, true) => new(DisagreementKind.InMajorSync, source),
        _ => null,
    };

    private static uint? Higher(uint? a, uint? b) => a is { } one && b is { } other ? Math.Max(one, other) : a ?? b;
}

/// <summary>In what a node's own report differs from its log or from the endpoints. Names are API.</summary>
public enum DisagreementKind
{
    /// <summary>The node reports another best block than its log shows.</summary>
    Best,

    /// <summary>The node reports that it is in major sync; by its log it left it.</summary>
    InMajorSync,

    /// <summary>The node reports that it is not in major sync; by its log it is.</summary>
    LeftMajorSync,

    /// <summary>The node knows of a higher block than the endpoints' head.</summary>
    Target,
}

/// <summary>A difference between what a node reports of itself and what its log or the endpoints show.</summary>
/// <param name="Kind">In what they differ.</param>
/// <param name="Source">Which report differs.</param>
/// <param name="Reported">The block that the node reports; null where no block is concerned.</param>
/// <param name="Known">The block that its log, or for <see cref="DisagreementKind.Target"/> the endpoints, show.</param>
public readonly record struct Disagreement(DisagreementKind Kind, BestSource Source, uint? Reported = null, uint? Known = null);
