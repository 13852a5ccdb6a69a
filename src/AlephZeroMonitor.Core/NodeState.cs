namespace AlephZeroMonitor.Core;

/// <summary>What the watchdog remembers of a node from one decision to the next.</summary>
public sealed record NodeState
{
    /// <summary>Nothing seen yet.</summary>
    public static NodeState Initial { get; } = new();

    /// <summary>When we last restarted the node, or tried to, in <see cref="Observation.Elapsed"/>; null when never.</summary>
    public TimeSpan? RestartedAt { get; init; }

    /// <summary>The time of <see cref="RestartedAt"/> before the restart that is under way, to go back to when nothing was done.</summary>
    public TimeSpan? RestartedAtBefore { get; init; }

    /// <summary>The age of the last production line.</summary>
    public EvidenceAge Production { get; init; }

    /// <summary>The age of the start banner.</summary>
    public EvidenceAge Banner { get; init; }

    /// <summary>How fast the head moves.</summary>
    public HeadPace Head { get; init; }
}
