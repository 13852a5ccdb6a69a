namespace AlephZeroMonitor.Core.Memory;

/// <summary>Our restarts of a node since it was last well, and what came of them.</summary>
public sealed record RestartStreak
{
    /// <summary>After so many restarts in a row that did not help, people are called.</summary>
    public const int EscalatesAfter = 3;

    private const int MaxDoublings = 30;

    /// <summary>None yet.</summary>
    public static RestartStreak None { get; } = new();

    /// <summary>Restarts without a recovery since, those that were refused included.</summary>
    public int Count { get; init; }

    /// <summary>When the last one was asked for, and once its outcome is known, when it ended, in <see cref="Observation.Elapsed"/>; null when none is remembered. A recovery doesn't clear it.</summary>
    public TimeSpan? LastAt { get; init; }

    /// <summary>The lag for which the last one was made; null when it is not known.</summary>
    public uint? LagBefore { get; init; }

    /// <summary>The rule that asked for the last one; null when it is not known.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The last one was another monitor's: that one reports what it did.</summary>
    public bool IsOthers { get; init; }

    /// <summary>Somebody else began another life after it: that the node recovers then is not its doing.</summary>
    public bool IsOvertaken { get; init; }

    /// <summary>It was already said of the last one that it did not help.</summary>
    public bool IsFutile { get; init; }

    /// <summary>People were called.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>What was remembered before the restart that is under way, to go back to when nothing was done; null when none is under way.</summary>
    public RestartStreak? Before { get; init; }

    /// <summary>How long a node is left alone after the last one: RESTART_COOLDOWN, from the second on doubled for each, up to RESTART_BACKOFF_MAX if that is longer.</summary>
    public TimeSpan Wait(Policy policy)
    {
        var most = policy.RestartBackoffMax > policy.RestartCooldown ? policy.RestartBackoffMax : policy.RestartCooldown;
        var factor = Math.Pow(2, Math.Clamp(Count - 1, 0, MaxDoublings));
        return factor < most / policy.RestartCooldown ? policy.RestartCooldown * factor : most;
    }

    /// <summary>An action is about to be carried out.</summary>
    /// <param name="at">Now, in <see cref="Observation.Elapsed"/>.</param>
    /// <param name="lag">The lag for which it is done; null when it is not known.</param>
    /// <param name="completesRestart">It starts the node that the restart before ended, so that both count as one.</param>
    public RestartStreak Begin(TimeSpan at, uint? lag, bool completesRestart = false) => new()
    {
        Count = completesRestart ? Count : Count + 1,
        LastAt = at,
        LagBefore = completesRestart ? LagBefore : lag,
        IsEscalated = IsEscalated,
        Before = this with { Before = null },
    };

    /// <summary>It ended.</summary>
    public RestartStreak End(ActionResult result, TimeSpan at) =>
        result == ActionResult.Abandoned ? Before ?? this : this with { LastAt = at, Before = null };

    /// <summary>It ended while the monitor did not run, so long before now by the wall clock, which may have been set: not before it was asked for, nor after now.</summary>
    public RestartStreak EndBefore(TimeSpan age, TimeSpan now)
    {
        var at = age > TimeSpan.Zero ? now - age : now;
        return this with { LastAt = at > LastAt ? at : LastAt, Before = null };
    }

    /// <summary>The node is well again: the next illness counts from 0, but not before the last restart's cool-down is over.</summary>
    public RestartStreak Recover() => new() { LastAt = LastAt };

    /// <summary>Takes up in a new run of the monitor what was saved in another; perhaps before the machine was booted.</summary>
    /// <remarks>A restart that was under way counts as made when it was asked for: the monitor's own crash can delay a restart, but never double it.</remarks>
    public RestartStreak Carry(ClockReading saved, ClockReading now) => LastAt is not { } lastAt
        ? this
        : this with { LastAt = now.Elapsed - saved.Until(now) - (saved.Elapsed - lastAt), Before = null };
}
