namespace AlephZeroMonitor.Core.Memory;

/// <summary>How far the network as a whole has finalized, by what its endpoints say.</summary>
/// <param name="Finalized">The highest block that at least half of those that reported one have finalized.</param>
/// <param name="At">When they reported it, in <see cref="Observation.Elapsed"/>.</param>
/// <param name="Since">Since when it is that, as far as they were asked.</param>
public readonly record struct NetworkFinality(uint Finalized, TimeSpan At, TimeSpan Since)
{
    /// <summary>Takes up what the endpoints report.</summary>
    /// <param name="last">What was known before.</param>
    /// <param name="reported">The finalized block of each endpoint that reports it; at least one.</param>
    public static NetworkFinality Next(NetworkFinality? last, IEnumerable<uint> reported, TimeSpan at)
    {
        uint[] sorted = [.. reported.OrderDescending()];
        var finalized = sorted[(sorted.Length - 1) / 2];
        return last is { } before && before.Finalized == finalized ? before with { At = at } : new NetworkFinality(finalized, at, at);
    }

    /// <summary>Whether the network, too, stands still where a node's finality does.</summary>
    /// <param name="nodeFinalized">The node's finalized block.</param>
    public bool IsStalled(uint nodeFinalized) => Finalized <= nodeFinalized || At - Since >= FinalityWatch.StallTime;
}
