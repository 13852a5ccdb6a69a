namespace AlephZeroMonitor.Core.Simulation;

/// <summary>Where in a check that restarts a node the monitor crashes.</summary>
internal enum CrashPoint
{
    /// <summary>It doesn't.</summary>
    None,

    /// <summary>Before the intent was saved.</summary>
    BeforeSave,

    /// <summary>After it was saved, before the engine was asked.</summary>
    AfterSave,

    /// <summary>While the engine restarts the node, which goes on.</summary>
    WhileActing,

    /// <summary>After the engine was done, before the outcome was saved.</summary>
    BeforeOutcome,
}
