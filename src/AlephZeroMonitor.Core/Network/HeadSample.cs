namespace AlephZeroMonitor.Core.Network;

/// <summary>An answer about the head.</summary>
/// <param name="Number">The block.</param>
/// <param name="At">When it came, by a clock that doesn't jump.</param>
public readonly record struct HeadSample(uint Number, TimeSpan At)
{
    private const long MaxBlocksPerSecond = 3;
    private const long MaxLead = 50;
    private const long MaxBackwards = 100;

    /// <summary>A chain that had this head can have the other one when it came: at most 3 blocks a second and 50 past this one, at most 100 behind it.</summary>
    public bool CanBecome(HeadSample later)
    {
        var seconds = Math.Max(0, (later.At - At).TotalSeconds);
        var step = (long)later.Number - Number;
        return step >= -MaxBackwards && step <= (MaxBlocksPerSecond * seconds) + MaxLead;
    }
}
