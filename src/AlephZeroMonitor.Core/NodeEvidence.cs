using AlephZeroMonitor.Core.Logs;
using static System.FormattableString;

namespace AlephZeroMonitor.Core;

/// <summary>What log and report together say of a node.</summary>
/// <remarks>
/// The higher block counts: a node that has a block has it, and only a late log or a late answer shows less. So a report can prevent a restart that the log alone would ask for,
/// and can never cause one. A report that shows less does not count even against an old log line: it may come from another node or from a cache.
/// </remarks>
/// <param name="Best">The best block; null when unknown.</param>
/// <param name="Source">Where that is known from.</param>
/// <param name="Finalized">The finalized block; null when unknown.</param>
/// <param name="Peers">Connected peers, by the report if it tells; null when unknown.</param>
public readonly record struct NodeEvidence(uint? Best, BestSource Source, uint? Finalized, uint? Peers)
{
    /// <summary>Joins them.</summary>
    public static NodeEvidence Join(NodeFacts facts, SelfReport? report) => new(
        Higher(facts.Best, report?.Best),
        report?.Best > facts.Best || (facts.Best is null && report?.Best is not null) ? BestSource.NodeRpc : BestSource.Log,
        Higher(facts.Finalized, report?.Finalized),
        report?.Peers ?? facts.Peers);

    /// <summary>How far apart the two are, for people; null when they differ by at most so many blocks.</summary>
    /// <param name="facts">The log's facts.</param>
    /// <param name="report">The report.</param>
    /// <param name="tolerance">Blocks.</param>
    public static string? Disagreement(NodeFacts facts, SelfReport? report, uint tolerance) =>
        facts.Best is { } logged && report?.Best is { } told && Math.Abs((long)told - logged) > tolerance
            ? Invariant($"the log shows best {logged}, the node's RPC {told}")
            : null;

    private static uint? Higher(uint? a, uint? b) => a is { } one && b is { } other ? Math.Max(one, other) : a ?? b;
}
