using System.Globalization;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Compares the engine's clock with this one: evidence has the engine's times, and its age is taken by this one.</summary>
internal sealed class EngineClock(Engine engine, TimeProvider time)
{
    /// <summary>So much difference doesn't matter.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Asks the engine for its time.</summary>
    /// <returns>How the clocks differ, for people; null when they agree, or the engine doesn't tell.</returns>
    /// <exception cref="Exception">One of the kinds that <see cref="EngineFailure.Is"/> names.</exception>
    public async Task<string?> CompareAsync(CancellationToken ct)
    {
        var system = await engine.AskAsync((client, timeout) => client.System.GetSystemInfoAsync(timeout), ct);
        return Difference(system.SystemTime, time.GetUtcNow());
    }

    /// <summary>How the engine's time differs from ours, for people; null when it doesn't, or is none.</summary>
    internal static string? Difference(string? engineTime, DateTimeOffset now) =>
        DateTimeOffset.TryParse(engineTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var there) && there - now is var difference && difference.Duration() > Tolerance
            ? $"the engine's clock is {Math.Abs(difference.TotalSeconds):0} s {(difference > TimeSpan.Zero ? "ahead of" : "behind")} this one"
            : null;
}
