using System.Collections.Immutable;

namespace AlephZeroMonitor.Core;

/// <summary>Whether a node's lag grows over the whole of a window: from each part of it to the next.</summary>
/// <param name="Samples">The lag at most once for each part of the window, oldest first; default when none was seen.</param>
public readonly record struct LagTrend(ImmutableArray<LagTrend.Sample> Samples)
{
    private const int Parts = 8;

    /// <summary>A part of the window in which the node could not be judged is overlooked, unless it is longer than this share of it.</summary>
    private const double LongestGap = 0.75;

    /// <summary>Takes a lag; null when it isn't known now.</summary>
    public LagTrend Next(uint? lag, TimeSpan elapsed, TimeSpan window)
    {
        var samples = Samples.IsDefault ? [] : Samples;
        if (lag is not { } known || (!samples.IsEmpty && elapsed - samples[^1].At < window / Parts))
        {
            return this;
        }

        // The last of those that are older than the window is kept: so the rest spans the whole of it.
        var old = samples.TakeWhile(sample => elapsed - sample.At >= window).Count();
        return new LagTrend([.. samples.Skip(Math.Max(0, old - 1)), new Sample(known, elapsed)]);
    }

    /// <summary>The lag has grown from each sample to the next, over at least the window, and is now no less than at the last of them.</summary>
    public bool GrowsOver(TimeSpan window, uint lag)
    {
        if (Samples.IsDefault || Samples.Length <= 2 || Samples[^1].At - Samples[0].At < window || lag < Samples[^1].Lag)
        {
            return false;
        }

        for (var i = 1; i < Samples.Length; i++)
        {
            if (Samples[i].Lag <= Samples[i - 1].Lag || Samples[i].At - Samples[i - 1].At > window * LongestGap)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(LagTrend other) => (Samples.IsDefault ? [] : Samples).SequenceEqual(other.Samples.IsDefault ? [] : other.Samples);

    /// <inheritdoc/>
    public override int GetHashCode() => Samples.IsDefault ? 0 : Samples.Length;

    /// <summary>A lag at a time.</summary>
    /// <param name="Lag">Blocks.</param>
    /// <param name="At">When, in <see cref="Observation.Elapsed"/>.</param>
    public readonly record struct Sample(uint Lag, TimeSpan At);
}
