namespace AlephZeroMonitor.Core;

/// <summary>What became of a restart or a start. Names are API.</summary>
public enum ActionResult
{
    /// <summary>The node was restarted: it has a new start time.</summary>
    Restarted,

    /// <summary>The node, which had been left stopped, was started.</summary>
    Started,

    /// <summary>The request was refused or failed, or no new start time was seen.</summary>
    Failed,

    /// <summary>Nothing was done: just before acting, the node was found to be in another state, in another life, or in somebody else's hands.</summary>
    Abandoned,
}

/// <summary>Why an action failed or was abandoned. Names are API.</summary>
public enum ActionCause
{
    /// <summary>It succeeded.</summary>
    None,

    /// <summary>The node was in another state when it was looked at once more (<see cref="ActionOutcome.Found"/>).</summary>
    OtherState,

    /// <summary>The node had been started again in the meantime.</summary>
    OtherLife,

    /// <summary>Somebody else is stopping or restarting the node.</summary>
    OwnerStopping,

    /// <summary>Somebody else stopped the node while it was given time to end by itself; or, of a restart that was done, while Docker restarted it.</summary>
    OwnerStopped,

    /// <summary>What runs the node refused the request (<see cref="ActionOutcome.Said"/>).</summary>
    Refused,

    /// <summary>What runs the node gave no answer in time.</summary>
    NoAnswer,

    /// <summary>The request was accepted, but the node has no new start time.</summary>
    NoNewStart,

    /// <summary>The node was started and ended at once: its log shows why.</summary>
    EndedAtOnce,

    /// <summary>The monitor ended before the outcome was known; its next run found what became of the node.</summary>
    MonitorEnded,
}

/// <summary>How a node was brought to its end when GRACEFUL_STOP is set. Names are API.</summary>
public enum GracefulEnd
{
    /// <summary>GRACEFUL_STOP is not set.</summary>
    NotAsked,

    /// <summary>It ended by itself after SIGTERM.</summary>
    Ended,

    /// <summary>Not possible: the container is removed when it ends (`docker run --rm`).</summary>
    RemovedAtEnd,

    /// <summary>Not needed: the node is process 1 of its container, and an ordinary stop reaches it.</summary>
    IsMainProcess,

    /// <summary>Not possible: the container has no shell that could send the signal.</summary>
    NoShell,

    /// <summary>Not possible: no command can be run in the container.</summary>
    NoCommand,

    /// <summary>The node had not ended when its stop time-out was over.</summary>
    TimedOut,
}

/// <summary>How an action ended.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Took">How long it took.</param>
public sealed record ActionOutcome(ActionResult Result, TimeSpan Took)
{
    /// <summary>Why it failed or was abandoned; or what a restart that was done has undone.</summary>
    public ActionCause Cause { get; init; }

    /// <summary>What Docker, systemd or the system said; null when nothing was said.</summary>
    public string? Said { get; init; }

    /// <summary>The state in which the node was found, for <see cref="ActionCause.OtherState"/>.</summary>
    public RunState? Found { get; init; }

    /// <summary>When the new life began, by the clock of what runs the node; null when none began.</summary>
    public DateTimeOffset? NewLifeStartedAt { get; init; }

    /// <summary>How the life before it was ended.</summary>
    public GracefulEnd Graceful { get; init; }

    /// <summary>The node runs a new life.</summary>
    public bool HasSucceeded => Result is ActionResult.Restarted or ActionResult.Started;
}
