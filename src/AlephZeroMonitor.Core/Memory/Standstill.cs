using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core.Memory;

/// <summary>Since when a node's best block has not moved.</summary>
/// <param name="Best">The best block by the log.</param>
/// <param name="Since">Since when it is that, in <see cref="Observation.Elapsed"/>.</param>
/// <param name="Head">The network's head when it was first seen; null when that was not known.</param>
/// <param name="Reported">The best block by what the node says of itself, when that is higher; the node stands still only if this does, too.</param>
public readonly record struct Standstill(uint Best, TimeSpan Since, uint? Head, uint? Reported = null)
{
    /// <summary>Goes on while best stays the same.</summary>
    /// <remarks>What the log shows of it counts by the log's own times, since the clock may have been set between the log's last line and now.</remarks>
    internal static Standstill? Next(Standstill? last, in JoinedObservation joined)
    {
        var seen = joined.Seen;
        if (seen.Facts.Best is not { } best)
        {
            return last;
        }

        uint? reported = joined.Node.Source != BestSource.Log ? joined.Node.Best : null;
        return last is { } still && still.Best == best && still.Reported == reported
            ? still with { Head = still.Head ?? seen.Head.Number }
            : new Standstill(best, seen.Elapsed - (reported is null ? ShownBy(seen.Facts.Trail, best) : TimeSpan.Zero), seen.Head.Number, reported);
    }

    private static TimeSpan ShownBy(ImmutableArray<BestSample> trail, uint best)
    {
        var first = trail.Length;
        while (first > 0 && trail[first - 1].Best == best)
        {
            first--;
        }

        return first == trail.Length ? TimeSpan.Zero : trail[^1].At.Since(trail[first].At);
    }
}
