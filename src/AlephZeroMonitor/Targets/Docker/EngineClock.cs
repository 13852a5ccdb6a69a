namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Compares Docker's clock with this one: evidence has Docker's times, and its age is taken by this one. Its answer also has the machine's name.</summary>
internal sealed class EngineClock(Engine engine, HostName host, TimeProvider time)
{
    /// <summary>So much difference does not matter.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Asks Docker for its time.</summary>
    /// <returns>How the clocks differ, for people; null when they agree, or Docker does not say.</returns>
    /// <exception cref="EngineException">Docker does not answer.</exception>
    public async Task<string?> CompareAsync(CancellationToken ct)
    {
        var system = await engine.GetAsync("/info", ct);
        host.Learn(system.At("Name").ToString());
        return Difference(system.At("SystemTime").ToString(), time.GetUtcNow());
    }

    /// <summary>How Docker's time differs from ours, for people; null when it does not, or is none.</summary>
    internal static string? Difference(string? engineTime, DateTimeOffset now) =>
        DateTimeOffset.TryParse(engineTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var there) && there - now is var difference && difference.Duration() > Tolerance
            ? $"Docker's clock is {Math.Abs(difference.TotalSeconds):0} s {(difference > TimeSpan.Zero ? "ahead of" : "behind")} this one"
            : null;
}
