namespace AlephZeroMonitor.Core;

/// <summary>What a restart did for the node. The names are API.</summary>
public enum RestartEffect
{
    /// <summary>Nothing can be said yet, or nothing new.</summary>
    Unknown,

    /// <summary>The lag has been at most BLOCK_LAG_20 for a minute.</summary>
    Recovered,

    /// <summary>RESTART_COOLDOWN later the node would be restarted again, for about the lag that it had.</summary>
    NoChange,

    /// <summary>RESTART_COOLDOWN later the node would be restarted again, and is more than BLOCK_LAG_20 further behind.</summary>
    Worse,
}
