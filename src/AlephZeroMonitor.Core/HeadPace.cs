namespace AlephZeroMonitor.Core;

/// <summary>How fast the network's head moves, from two anchors at least a minute apart once that much was seen.</summary>
/// <param name="Older">The anchor to measure from; null before the first head.</param>
/// <param name="Newer">The anchor that takes its place.</param>
/// <param name="Last">The last head.</param>
public readonly record struct HeadPace(HeadPace.Sample? Older, HeadPace.Sample? Newer, HeadPace.Sample? Last)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(10);

    /// <summary>Blocks a second; the protocol's own pace until ten seconds were measured.</summary>
    public double BlocksPerSecond =>
        Older is { } from && Last is { } to && to.At - from.At >= ShortestSpan
            ? ((double)to.Number - from.Number) / (to.At - from.At).TotalSeconds
            : Chain.BlocksPerSecond;

    /// <summary>Takes a head; null when it isn't known now.</summary>
    public HeadPace Next(uint? number, TimeSpan elapsed)
    {
        if (number is null)
        {
            return this;
        }

        var now = new Sample(number.Value, elapsed);
        if (Older is null)
        {
            return new HeadPace(now, now, now);
        }

        return elapsed - Newer!.Value.At >= Window ? new HeadPace(Newer, now, now) : this with { Last = now };
    }

    /// <summary>A head at a time.</summary>
    /// <param name="Number">The block.</param>
    /// <param name="At">When, in <see cref="Observation.Elapsed"/>.</param>
    public readonly record struct Sample(uint Number, TimeSpan At);
}
