namespace AlephZeroMonitor.Core.Memory;

/// <summary>How fast a block number moves, by a clock that doesn't jump, from two anchors at least a minute apart once that much was seen.</summary>
/// <param name="Older">The anchor to measure from; null before the first number.</param>
/// <param name="Newer">The anchor that takes its place.</param>
/// <param name="Last">The last number.</param>
public readonly record struct BlockPace(BlockPace.Sample? Older, BlockPace.Sample? Newer, BlockPace.Sample? Last)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(10);

    /// <summary>Blocks a second; null until ten seconds were measured.</summary>
    public double? BlocksPerSecond =>
        Older is { } from && Last is { } to && to.At - from.At >= ShortestSpan
            ? ((double)to.Number - from.Number) / (to.At - from.At).TotalSeconds
            : null;

    /// <summary>Takes a number; null when it isn't known now.</summary>
    public BlockPace Next(uint? number, TimeSpan elapsed)
    {
        if (number is null)
        {
            return this;
        }

        var now = new Sample(number.Value, elapsed);
        if (Older is null)
        {
            return new BlockPace(now, now, now);
        }

        return elapsed - Newer!.Value.At >= Window ? new BlockPace(Newer, now, now) : this with { Last = now };
    }

    /// <summary>A number at a time.</summary>
    /// <param name="Number">The block.</param>
    /// <param name="At">When, in <see cref="Observation.Elapsed"/>.</param>
    public readonly record struct Sample(uint Number, TimeSpan At);
}
