using AlephZeroMonitor.Core.Chains;

namespace AlephZeroMonitor.Core.Memory;

/// <summary>Whether the node's metrics show that it prepares blocks.</summary>
/// <param name="Count">The blocks that it had prepared by then.</param>
/// <param name="MovedAt">When that was last seen to have grown, in <see cref="Observation.Elapsed"/>; null before.</param>
/// <param name="Session">The session by the log then.</param>
public readonly record struct PreparedWatch(uint Count, TimeSpan? MovedAt, uint? Session)
{
    /// <summary>Takes up what an observation shows.</summary>
    public static PreparedWatch? Next(PreparedWatch? last, Observation seen) =>
        seen.Metrics?.BlocksPrepared is not { } count ? last
        : last is { } known && count > known.Count ? new PreparedWatch(count, seen.Elapsed, seen.Facts.Session)
        : last is { } before && count == before.Count ? before
        : new PreparedWatch(count, null, null); // the first look, or the process was restarted

    /// <summary>The node prepared a block in its current session, no longer ago than a session lasts.</summary>
    public bool IsProducing(Observation seen) => seen.Elapsed - MovedAt <= ChainProfile.SessionLength && seen.Facts.Session == Session;
}
