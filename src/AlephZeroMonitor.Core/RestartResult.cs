namespace AlephZeroMonitor.Core;

/// <summary>What became of a restart.</summary>
public enum RestartResult
{
    /// <summary>The container has a new start time.</summary>
    Restarted,

    /// <summary>The engine refused or failed, or no new start time was seen.</summary>
    Failed,

    /// <summary>Nothing was done: just before, the container was found stopped, in another life, or in somebody else's hands.</summary>
    Abandoned,
}
