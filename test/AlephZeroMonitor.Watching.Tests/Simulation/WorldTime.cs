namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The machine's clocks, as the program reads them, at the moment that the world is at.</summary>
internal sealed class WorldTime(WorldClock clock) : TimeProvider
{
    /// <summary>The moment, in true time.</summary>
    public double Now { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.Elapsed(Now).Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => clock.Wall(Now);
}
