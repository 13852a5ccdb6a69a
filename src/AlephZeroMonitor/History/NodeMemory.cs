namespace AlephZeroMonitor.History;

/// <summary>What must survive a restart of the monitor itself, by the wall clock.</summary>
internal sealed record NodeMemory
{
    /// <summary>Nothing to remember.</summary>
    public static NodeMemory None { get; } = new();

    /// <summary>When we last restarted the node, or tried to.</summary>
    public DateTimeOffset? RestartedAt { get; init; }

    /// <summary>Restarts in a row that the node didn't recover after.</summary>
    public int RestartsWithoutRecovery { get; init; }

    /// <summary>The operator was told that restarts don't help.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>The operator's pause; null when there is none.</summary>
    public NodePause? Pause { get; init; }

    /// <summary>An operator's request for a restart that isn't carried out yet; null when there is none.</summary>
    public RestartRequest? Request { get; init; }
}
