namespace NodeSimulator;

/// <summary>The time of the simulated world, from 0 on; it runs faster than real time, or slower.</summary>
internal sealed class WorldClock(TimeProvider time, double speed)
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(5);

    private readonly long _start = time.GetTimestamp();

    /// <summary>How long the world is running.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start) * speed;

    /// <summary>Waits for a span of the world's time, or until <paramref name="ct"/> is cancelled; it doesn't throw then.</summary>
    public async Task WaitAsync(TimeSpan span, CancellationToken ct)
    {
        var real = span / speed;
        await Task.Delay(real < ShortestDelay ? ShortestDelay : real, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
