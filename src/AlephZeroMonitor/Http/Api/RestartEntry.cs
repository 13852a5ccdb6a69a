using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A restart by this monitor.</summary>
internal sealed record RestartEntry
{
    /// <summary>The decision that asked for it.</summary>
    public required long DecisionId { get; init; }

    /// <summary>The container's name.</summary>
    public required string Node { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rule that asked for it.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Blocks behind at that time.</summary>
    public uint? Lag { get; init; }

    /// <summary>How it ended; null while it is under way.</summary>
    public RestartResult? Result { get; init; }

    /// <summary>What the engine said, or what was found.</summary>
    public string? Detail { get; init; }

    /// <summary>Seconds that it took.</summary>
    public double? TookSeconds { get; init; }
}
