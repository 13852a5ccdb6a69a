using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>What must survive a restart of the monitor itself.</summary>
internal sealed record NodeMemory
{
    /// <summary>Nothing to remember.</summary>
    public static NodeMemory None { get; } = new();

    /// <summary>When this was saved: the streak's times are by that run's clock.</summary>
    public ClockReading? SavedAt { get; init; }

    /// <summary>Our restarts since the node was last well.</summary>
    public RestartStreak Restarts { get; init; } = RestartStreak.None;

    /// <summary>The operator's pause; null when there is none.</summary>
    public NodePause? Pause { get; init; }
}
