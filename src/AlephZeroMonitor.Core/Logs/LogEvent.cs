namespace AlephZeroMonitor.Core.Logs;

/// <summary>What one log line says; <see langword="default"/> when it says nothing that counts.</summary>
/// <remarks>Numbers only: a reference in it would make each copy several times as slow.</remarks>
public readonly record struct LogEvent
{
    /// <summary>The form of the line.</summary>
    public LogEventKind Kind { get; init; }

    /// <summary>The line is an error: level ERROR, or the text of a panic.</summary>
    public bool IsError { get; init; }

    /// <summary>The trouble that the line tells of.</summary>
    public TroubleKind Trouble { get; init; }

    /// <summary>The best block, the session, or the block that was produced, by <see cref="Kind"/>.</summary>
    public uint Number { get; init; }

    /// <summary>The finalized block, where the line names it.</summary>
    public uint? Finalized { get; init; }

    /// <summary>Connected peers, where the line names them.</summary>
    public uint? Peers { get; init; }

    /// <summary>The block that the node syncs towards, where the line names it.</summary>
    public uint? Target { get; init; }

    /// <summary>The line tells of peers and target: an informant line ("Idle", "Syncing", "Preparing").</summary>
    public bool IsInformant { get; init; }
}
