using System.Collections.Immutable;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core;

/// <summary>Since when a node's best block has not moved.</summary>
/// <param name="Best">The best block by the log.</param>
/// <param name="Since">Since when it is that, in <see cref="Observation.Elapsed"/>.</param>
/// <param name="Head">The network's head when it was first seen; null when that was not known.</param>
/// <param name="Told">The best block by what the node says of itself, when that is higher; the node stands still only if this does, too.</param>
public readonly record struct Standstill(uint Best, TimeSpan Since, uint? Head, uint? Told = null)
{
    /// <summary>Goes on while best stays the same.</summary>
    /// <remarks>What the log shows of it counts by the log's own times, since the clock may have been set between the log's last line and now.</remarks>
    public static Standstill? Next(Standstill? last, Observation seen, bool isSameLife)
    {
        if (seen.Facts.Best is not { } best)
        {
            return isSameLife ? last : null;
        }

        uint? told = seen.Node.Source != BestSource.Log ? seen.Node.Best : null;
        return isSameLife && last is { } still && still.Best == best && still.Told == told
            ? still with { Head = still.Head ?? seen.Head.Number }
            : new Standstill(best, seen.Elapsed - (told is null ? ShownBy(seen.Facts.Trail, best) : TimeSpan.Zero), seen.Head.Number, told);
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
