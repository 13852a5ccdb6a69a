namespace AlephZeroMonitor.Core;

/// <summary>What a person should look at. Names are API; docs/alerts.md explains each.</summary>
public enum AlertKind
{
    /// <summary>Restarts did not help. It stands until the node has recovered.</summary>
    RestartsDidNotHelp,

    /// <summary>The node could not be judged for BLIND_AFTER: if it is ill, nobody knows and nothing is done.</summary>
    Blind,

    /// <summary>The node ended by itself, with a failure, and nothing starts it again.</summary>
    Crashed,

    /// <summary>Three or more lives of the node ended by themselves within a day. It stands until a life has lasted as long as those took.</summary>
    CrashLooping,

    /// <summary>An action of ours left the node stopped, and a hold keeps us from starting it.</summary>
    LeftStopped,

    /// <summary>The node is ill by a rule, and a hold has kept us from restarting it for long.</summary>
    RestartHeld,

    /// <summary>The node finalized another block than the network has at that height: it is on another fork.</summary>
    Forked,

    /// <summary>The node goes on importing blocks, but its finalized block stands still, and the network's doesn't, as far as that is known.</summary>
    FinalityStalled,

    /// <summary>The node's log reports a damaged database.</summary>
    DatabaseCorrupt,

    /// <summary>The node's log reports that no space is left on its disk.</summary>
    DiskFull,

    /// <summary>The node's log reports that an essential task failed: the node shuts down.</summary>
    EssentialTaskFailed,

    /// <summary>The node's log reports that a thread panicked.</summary>
    Panic,

    /// <summary>The node goes on importing blocks, but its finalized block stands still, and so does the network's.</summary>
    NetworkFinalityStalled,

    /// <summary>The node is connected to no peer.</summary>
    NoPeers,

    /// <summary>The node knows of a block far above the head that the endpoints report: the lag is more than it shows.</summary>
    EndpointsBehind,

    /// <summary>The head that the endpoints report does not move.</summary>
    HeadStale,
}

/// <summary>How urgent something is. Names are API.</summary>
public enum AlertLevel
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>A person should look at it today.</summary>
    Warning,

    /// <summary>A person should look at it now.</summary>
    Critical,
}

/// <summary>An alert that stands for a node. Kind and begin are its identity.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Since">When that began (wall clock): before the alert, which is raised once it has lasted.</param>
public readonly record struct Alert(AlertKind Kind, DateTimeOffset Since)
{
    /// <summary>The node's finalized block at that time; null when it was not known.</summary>
    public uint? Finalized { get; init; }

    /// <summary>The line of the node's log that reports it; null when it is known otherwise.</summary>
    public string? Line { get; init; }

    /// <summary>How urgent it is.</summary>
    public AlertLevel Level => Kind <= AlertKind.DiskFull ? AlertLevel.Critical : AlertLevel.Warning;
}
