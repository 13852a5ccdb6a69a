namespace AlephZeroMonitor.Core.Logs;

/// <summary>The kinds of trouble that a node's log tells of. The names are API.</summary>
public enum TroubleKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>A thread panicked.</summary>
    Panic,

    /// <summary>An essential task failed: the node shuts down.</summary>
    EssentialTaskFailed,

    /// <summary>The database is damaged: a restart won't mend it.</summary>
    DatabaseCorrupt,

    /// <summary>No space is left on the disk.</summary>
    DiskFull,

    /// <summary>The node has nobody to talk to.</summary>
    NoPeers,

    /// <summary>Another line of level ERROR.</summary>
    Error,

    /// <summary>Another line of level WARN.</summary>
    Warning,
}
