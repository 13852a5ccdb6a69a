using AlephZeroMonitor.Core.Logs;
using static System.FormattableString;

namespace AlephZeroMonitor.Core;

/// <summary>What log, RPC and metrics together say of a node.</summary>
/// <remarks>
/// The highest block counts: a node that has a block has it, and only a late log or a late answer shows less. So what the node says of itself can prevent a restart that the log
/// alone would ask for, and can never cause one. A report that shows less does not count even against an old log line: it may come from another node or from a cache.
/// </remarks>
/// <param name="Best">The best block; null when unknown.</param>
/// <param name="Source">Where that is known from; of those that show the same, the first of log, RPC and metrics.</param>
/// <param name="Finalized">The finalized block; null when unknown.</param>
/// <param name="Peers">Connected peers, by the first of RPC, metrics and log that tells; null when unknown.</param>
/// <param name="MajorSync">What the log tells; <see cref="MajorSync.In"/> when the node says that it is in major sync now.</param>
public readonly record struct NodeEvidence(uint? Best, BestSource Source, uint? Finalized, uint? Peers, MajorSync MajorSync)
{
    /// <summary>Joins them.</summary>
    /// <param name="facts">The log's facts.</param>
    /// <param name="rpc">What the node's RPC said; null when it was not asked.</param>
    /// <param name="metrics">What the node's metrics said; null when they were not asked for.</param>
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

    /// <summary>What the sources say differently, for people; null when they agree.</summary>
    /// <param name="seen">What they say.</param>
    /// <param name="tolerance">Blocks by which they may differ.</param>
    public static string? Disagreement(Observation seen, uint tolerance)
    {
        string?[] all =
        [
            Disagreement(seen.Facts, seen.Report, "RPC", "says", tolerance),
            Disagreement(seen.Facts, seen.Metrics, "metrics", "say", tolerance),
            Higher(seen.Node.Best, Higher(seen.Report?.SyncTarget, seen.Metrics?.SyncTarget)) is { } target && target > (long?)seen.Head.Number + tolerance ? Invariant($"the node knows of block {target}, the endpoints' head is {seen.Head.Number}") : null,
        ];
        return all.Any(one => one is not null) ? string.Join("; ", all.Where(one => one is not null)) : null;
    }

    private static string? Disagreement(NodeFacts facts, SelfReport? report, string name, string says, uint tolerance)
    {
        var best = facts.Best is { } logged && report?.Best is { } told && Math.Abs((long)told - logged) > tolerance
            ? Invariant($"the log shows best {logged}, the node's {name} {told}")
            : null;
        var sync = (facts.MajorSync, report?.IsSyncing) switch
        {
            (MajorSync.In, false) => $"by the log it is in major sync, the node's {name} {says} that it is not",
            (MajorSync.Left, true) => $"by the log it left major sync, the node's {name} {says} that it is in it",
            _ => null,
        };
        return best is not null && sync is not null ? $"{best}; {sync}" : best ?? sync;
    }

    private static uint? Higher(uint? a, uint? b) => a is { } one && b is { } other ? Math.Max(one, other) : a ?? b;
}
