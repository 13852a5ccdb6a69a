using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A restart by this monitor.</summary>
internal sealed record RestartEntry
{
    /// <summary>The decision that asked for it; null when it could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>The container's name.</summary>
    public required string Node { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rule that asked for it; null when its decision is no longer kept.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Blocks behind at that time.</summary>
    public uint? Lag { get; init; }

    /// <summary>How it ended; null while it is under way.</summary>
    public RestartResult? Result { get; init; }

    /// <summary>What the engine said, or what was found.</summary>
    public string? Detail { get; init; }

    /// <summary>Seconds that it took.</summary>
    public double? TookSeconds { get; init; }

    /// <summary>What it did for the node; null while that is not known.</summary>
    public RestartEffect? Effect { get; init; }

    /// <summary>Seconds after the restart when that was seen.</summary>
    public double? EffectAfterSeconds { get; init; }

    /// <summary>What the node logged in the minute before.</summary>
    public string? LogTail { get; init; }
}
