namespace AlephZeroMonitor.Core;

/// <summary>Why an action that a rule asks for is not carried out now. Names are API.</summary>
public enum Hold
{
    /// <summary>Nothing holds it.</summary>
    None,

    /// <summary>Another monitor acts on this node.</summary>
    StandingBy,

    /// <summary>An operator paused this node.</summary>
    Paused,

    /// <summary>Somebody else has asked the node to stop, or that cannot be ruled out.</summary>
    OwnerStopping,

    /// <summary>The container whose network the node shares does not run: the node could be stopped, but not started again.</summary>
    ParentDown,

    /// <summary>The node's start banner was logged, or it was seen to go on after a pause, less than START_GRACE ago.</summary>
    Starting,

    /// <summary>Our own last restart is less than RESTART_COOLDOWN ago.</summary>
    CoolingDown,

    /// <summary>Two or more restarts in a row did not help: the next waits longer each time.</summary>
    BackingOff,

    /// <summary>The lag is measured to shrink by at least one block a second.</summary>
    CatchingUp,

    /// <summary>Three or more nodes are watched, and all would be restarted in the same minute: the observer is suspect.</summary>
    ManySick,

    /// <summary>Another node is being restarted or started, or is further behind and comes first.</summary>
    OneAtATime,

    /// <summary>DRY_RUN is set: nothing is ever restarted.</summary>
    DryRun,
}
