using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>A restart of ours: the intent, how it ended, and what it did for the node.</summary>
internal sealed record PastRestart
{
    /// <summary>Its id; grows with time.</summary>
    public required long Id { get; init; }

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The decision that asked for it; null when that could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>That decision's reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The lag that it saw.</summary>
    public uint? Lag { get; init; }

    /// <summary>The container of the life that it was to end.</summary>
    public required string InstanceId { get; init; }

    /// <summary>When that life began, by the engine's clock.</summary>
    public required DateTimeOffset LifeStartedAt { get; init; }

    /// <summary>When the intent was saved.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it ended, by the name of the result; null while that is not known.</summary>
    public string? Result { get; init; }

    /// <summary>What the engine said, or what was found.</summary>
    public string? Detail { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the new life began, by the engine's clock.</summary>
    public DateTimeOffset? NewStartedAt { get; init; }

    /// <summary>What it did for the node; null while that is not known.</summary>
    public RestartEffect? Effect { get; init; }

    /// <summary>How long after the restart that was seen.</summary>
    public TimeSpan? EffectAfter { get; init; }

    /// <summary>The node's last log lines before it; only when asked for.</summary>
    public string? LogTail { get; init; }
}
