namespace AlephZeroMonitor.Core.Memory;

/// <summary>Whether a node's lag grows over the whole of a window: from each part of it to the next.</summary>
public readonly record struct LagTrend
{
    private const int Parts = 8;

    /// <summary>A part of the window in which the node could not be judged is overlooked, unless it is longer than this share of it.</summary>
    private const double LongestGap = 0.75;

    /// <summary>The lag at most once for each part of the window, oldest first.</summary>
    public ImmutableArray<Point> Points { get => field.IsDefault ? [] : field; init; }

    /// <summary>Takes a lag; null when it isn't known now.</summary>
    public LagTrend Next(uint? lag, TimeSpan elapsed, TimeSpan window)
    {
        if (lag is not { } known || (!Points.IsEmpty && elapsed - Points[^1].At < window / Parts))
        {
            return this;
        }

        // The last of those that are older than the window is kept: so the rest spans the whole of it.
        var old = Points.TakeWhile(point => elapsed - point.At >= window).Count();
        return new LagTrend { Points = [.. Points.Skip(Math.Max(0, old - 1)), new Point(known, elapsed)] };
    }

    /// <summary>The lag has grown from each point to the next, over at least the window, and is now no less than at the last of them.</summary>
    public bool GrowsOver(TimeSpan window, uint lag)
    {
        if (Points.Length <= 2 || Points[^1].At - Points[0].At < window || lag < Points[^1].Lag)
        {
            return false;
        }

        for (var i = 1; i < Points.Length; i++)
        {
            if (Points[i].Lag <= Points[i - 1].Lag || Points[i].At - Points[i - 1].At > window * LongestGap)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(LagTrend other) => Points.SequenceEqual(other.Points);

    /// <inheritdoc/>
    public override int GetHashCode() => Points.Length;

    /// <summary>A lag at a time.</summary>
    /// <param name="Lag">Blocks.</param>
    /// <param name="At">When, in <see cref="Observation.Elapsed"/>.</param>
    public readonly record struct Point(uint Lag, TimeSpan At);
}
