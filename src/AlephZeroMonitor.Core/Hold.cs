namespace AlephZeroMonitor.Core;

/// <summary>Why a restart that a rule asks for is not carried out now. The names are API.</summary>
public enum Hold
{
    /// <summary>Nothing holds it.</summary>
    None,

    /// <summary>The node's start banner was logged less than START_GRACE ago.</summary>
    Starting,

    /// <summary>Our own last restart is less than RESTART_COOLDOWN ago.</summary>
    CoolingDown,

    /// <summary>The lag is measured to shrink by at least one block a second.</summary>
    CatchingUp,

    /// <summary>DRY_RUN is set: nothing is ever restarted.</summary>
    DryRun,
}
