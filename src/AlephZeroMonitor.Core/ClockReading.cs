namespace AlephZeroMonitor.Core;

/// <summary>A moment by both clocks.</summary>
/// <param name="At">The wall clock's time (UTC).</param>
/// <param name="Elapsed">The time by a clock that never jumps, as in <see cref="Observation.Elapsed"/>.</param>
/// <param name="BootId">The boot of the machine that <paramref name="Elapsed"/> counts from; readings of different boots have only the wall clock in common.</param>
public sealed record ClockReading(DateTimeOffset At, TimeSpan Elapsed, string BootId)
{
    /// <summary>How long this was before a later reading; never negative.</summary>
    public TimeSpan Until(ClockReading later)
    {
        var passed = BootId == later.BootId ? later.Elapsed - Elapsed : later.At - At;
        return passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
    }
}
