using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>What must survive a restart of the monitor itself.</summary>
internal sealed record NodeMemory
{
    /// <summary>Nothing to remember.</summary>
    public static NodeMemory None { get; } = new();

    /// <summary>When it was saved, by both clocks: what <see cref="RestartStreak.Carry"/> needs.</summary>
    public ClockReading? SavedAt { get; init; }

    /// <summary>Our restarts since the node was last well.</summary>
    public RestartStreak Restarts { get; init; } = RestartStreak.None;

    /// <summary>The operator's pause; null when there is none.</summary>
    public NodePause? Pause { get; init; }

    /// <summary>Who asked that the node be judged but not restarted; null when nobody did.</summary>
    public string? DryRunBy { get; init; }
}
