using System.Diagnostics.CodeAnalysis;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The monitor's process ends here.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown and caught by the simulation alone.")]
[SuppressMessage("Design", "CA1064", Justification = "Thrown and caught by the simulation alone.")]
internal sealed class MonitorCrash : Exception;

/// <summary>Where in a check that acts on a node the monitor crashes.</summary>
internal enum CrashPoint
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Before the intent was saved.</summary>
    BeforeSave,

    /// <summary>After it was saved, before the engine was asked.</summary>
    AfterSave,

    /// <summary>While the engine acts, which goes on.</summary>
    WhileActing,

    /// <summary>After the engine was done, before the outcome was saved.</summary>
    BeforeOutcome,

    /// <summary>After the outcome was saved, before it was judged.</summary>
    AfterOutcome,
}
