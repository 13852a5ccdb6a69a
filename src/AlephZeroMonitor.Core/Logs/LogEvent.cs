namespace AlephZeroMonitor.Core.Logs;

/// <summary>What one log line says; <see langword="default"/> when it says nothing that counts.</summary>
/// <remarks>Numbers only: a reference in it would make each copy several times as slow.</remarks>
public readonly record struct LogEvent
{
    /// <summary>The form of the line.</summary>
    public LogEventKind Kind { get; init; }

    /// <summary>The line is an error: level ERROR, or the text of a panic.</summary>
    public bool IsError { get; init; }

    /// <summary>The trouble that the line reports.</summary>
    public TroubleKind Trouble { get; init; }

    /// <summary>The best block, the session, or the block that was produced, by <see cref="Kind"/>.</summary>
    public uint Number { get; init; }

    /// <summary>The finalized block, where the line names it.</summary>
    public uint? Finalized { get; init; }

    /// <summary>Connected peers, where the line names them.</summary>
    public uint? Peers { get; init; }

    /// <summary>The block that the node syncs towards, where the line names it.</summary>
    public uint? Target { get; init; }
}

/// <summary>The forms of log lines that carry a fact.</summary>
public enum LogEventKind
{
    /// <summary>No fact.</summary>
    None,

    /// <summary>The start banner "Aleph Node": a new node life.</summary>
    Started,

    /// <summary>"Chain specification: NAME", of the banner.</summary>
    ChainName,

    /// <summary>A line that names the best block alone.</summary>
    Chain,

    /// <summary>"Reorg on …": the best block is now on another fork.</summary>
    Reorg,

    /// <summary>"Running session N.".</summary>
    Session,

    /// <summary>"Prepared block for proposing at N …".</summary>
    Prepared,

    /// <summary>"Pre-sealed block for proposal at N …".</summary>
    PreSealed,

    /// <summary>"Switched to major sync state.".</summary>
    MajorSyncEntered,

    /// <summary>"No longer in major sync state.".</summary>
    MajorSyncLeft,

    /// <summary>An informant line ("Idle", "Syncing", "Preparing"): best and finalized block, peers, perhaps the target.</summary>
    Informant,

    /// <summary>"Network status report: …" with the number of connected sync peers.</summary>
    Peers,

    /// <summary>"Imported: #…, finalized: #…, favourite: #….": best and finalized block.</summary>
    ChainStatus,
}
