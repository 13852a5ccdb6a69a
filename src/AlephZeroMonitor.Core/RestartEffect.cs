namespace AlephZeroMonitor.Core;

/// <summary>What a restart did for the node. Names are API.</summary>
public enum RestartEffect
{
    /// <summary>Nothing is known yet, or nothing new.</summary>
    Unknown,

    /// <summary>The lag has been at most BLOCK_LAG_20 for a minute.</summary>
    Recovered,

    /// <summary>RESTART_COOLDOWN later a rule asks for an action again, at about the same lag.</summary>
    NoChange,

    /// <summary>RESTART_COOLDOWN later a rule asks for an action again, and the lag has grown by more than BLOCK_LAG_20.</summary>
    Worse,
}
