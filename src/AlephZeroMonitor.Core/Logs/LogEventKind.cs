namespace AlephZeroMonitor.Core.Logs;

/// <summary>The forms of log lines that carry a fact.</summary>
public enum LogEventKind
{
    /// <summary>No fact.</summary>
    None,

    /// <summary>The start banner "Aleph Node": a new node life.</summary>
    Started,

    /// <summary>"Chain specification: NAME", of the banner.</summary>
    ChainName,

    /// <summary>A line that names the best block, and perhaps finalized block, target and peers.</summary>
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

    /// <summary>An informant line ("Idle", "Syncing", "Preparing"): where the lines are kept as evidence, apart from other <see cref="Chain"/> lines.</summary>
    Informant,

    /// <summary>"Network status report: …" with the number of connected sync peers.</summary>
    Peers,

    /// <summary>"Imported: #…, finalized: #…, favourite: #….": where the lines are kept as evidence, apart from other <see cref="Chain"/> lines.</summary>
    ChainStatus,
}
