namespace AlephZeroMonitor.Core;

/// <summary>Whether a node runs, by what runs it (Docker, systemd, Kubernetes). Names are API.</summary>
public enum RunState
{
    /// <summary>What runs it does not answer.</summary>
    Unreachable,

    /// <summary>There is no container, unit or pod of that name.</summary>
    Missing,

    /// <summary>Created, exited or dead.</summary>
    Stopped,

    /// <summary>Paused.</summary>
    Paused,

    /// <summary>Between two lives: it is about to be started again.</summary>
    Restarting,

    /// <summary>Running.</summary>
    Running,
}

/// <summary>One life of a node: from a start to its end.</summary>
/// <param name="InstanceId">The container's id, the unit's invocation id or the pod's uid: one that was created again under the same name has another.</param>
/// <param name="StartedAt">When it was started, by the clock of what runs it.</param>
public readonly record struct NodeLife(string InstanceId, DateTimeOffset StartedAt);

/// <summary>Why a node is stopped, as far as our own actions are concerned. Names are API.</summary>
public enum StopCause
{
    /// <summary>It is not stopped, or we never acted on it.</summary>
    None,

    /// <summary>Our restart ended it, and it was not started again.</summary>
    OurRestart,

    /// <summary>We started it, and it ended by itself soon after.</summary>
    AfterOurStart,

    /// <summary>Somebody else stopped it, or its end has nothing to do with our last action.</summary>
    Other,

    /// <summary>That cannot be known.</summary>
    Unknown,
}

/// <summary>Whether somebody else has asked the present life to stop. Names are API.</summary>
public enum OwnerStop
{
    /// <summary>Nobody has.</summary>
    No,

    /// <summary>Somebody has, and the node has not ended yet.</summary>
    Pending,

    /// <summary>That cannot be known; it may be.</summary>
    Unknown,
}

/// <summary>How a node's life ended.</summary>
/// <param name="At">When.</param>
/// <param name="ExitCode">The exit code; null when not known.</param>
/// <param name="IsOutOfMemory">The kernel killed it for memory.</param>
/// <param name="IsOurs">An action of this monitor ended it.</param>
public sealed record LifeEnd(DateTimeOffset At, int? ExitCode, bool IsOutOfMemory, bool IsOurs)
{
    /// <summary>Somebody else asked it to end; null when that cannot be known.</summary>
    public bool? IsAskedFor { get; init; }

    /// <summary>Whether and when it is started again by itself, in the words of what runs it, such as "no" or "on-failure"; null when not known.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>What Docker or the system said of the end; null when nothing was said.</summary>
    public string? Said { get; init; }

    /// <summary>What the node logged last: its error, else its last warning, else its last lines; null when not known.</summary>
    public string? LastWords { get; init; }

    /// <summary>It ended by itself, with a failure. Where it cannot be known that nobody asked for it, it is no crash.</summary>
    public bool IsCrash => !IsOurs && IsAskedFor == false && (IsOutOfMemory || ExitCode is not (null or 0));
}
