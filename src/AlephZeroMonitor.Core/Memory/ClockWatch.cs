namespace AlephZeroMonitor.Core.Memory;

/// <summary>Whether the wall clock was set since the node was last looked at; the clock that never jumps shows that.</summary>
/// <param name="At">The wall clock's time when the node was last looked at while what runs it answered; null before.</param>
/// <param name="Elapsed">The same moment in <see cref="Observation.Elapsed"/>.</param>
/// <param name="HasJumped">The wall clock was set between the last two looks, so that it can't show the age of what was logged between them.</param>
/// <param name="JumpSeenAt">When the last jump was noticed, in <see cref="Observation.Elapsed"/>; null when none was.</param>
public readonly record struct ClockWatch(DateTimeOffset? At, TimeSpan Elapsed, bool HasJumped, TimeSpan? JumpSeenAt)
{
    /// <summary>A clock that is slewed drifts by less than this from one look to the next.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>For so long after a jump the times in a log don't show a pace.</summary>
    private static readonly TimeSpan PaceWindow = TimeSpan.FromSeconds(60);

    /// <summary>Looks at both clocks. What a blind engine hides may have been logged at any time since it last answered.</summary>
    public ClockWatch Next(Observation seen)
    {
        var passed = seen.Elapsed - Elapsed;
        var hasJumped = At is { } at && (seen.At - at - passed).Duration() > Tolerance;
        return seen.RunState == RunState.Unreachable
            ? this
            : new ClockWatch(seen.At, seen.Elapsed, hasJumped, hasJumped ? seen.Elapsed : JumpSeenAt);
    }

    /// <summary>The clock jumped so lately that the times in a log don't show a pace.</summary>
    public bool HasJumpedLately(TimeSpan elapsed) => elapsed - JumpSeenAt < PaceWindow;
}

/// <summary>When a node was looked at, by both clocks.</summary>
/// <param name="At">The wall clock's time (UTC).</param>
/// <param name="Elapsed">The same moment in <see cref="Observation.Elapsed"/>.</param>
public readonly record struct Look(DateTimeOffset At, TimeSpan Elapsed)
{
    /// <summary>How many intervals a check may be late.</summary>
    private const int Intervals = 3;

    /// <summary>How long a check may take on top of that.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Nobody could look between this and an observation for much longer than the check interval, by either clock: Docker did not answer, or the machine
    /// was suspended, during which the clock that never jumps may stand still. Waiting for an action of ours to end is no gap.
    /// </summary>
    internal bool IsBeforeAGap(Observation seen)
    {
        var longest = (seen.CheckInterval * Intervals) + Margin;
        return seen.Outcome is null && (seen.At - At > longest || seen.Elapsed - Elapsed > longest);
    }
}

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
