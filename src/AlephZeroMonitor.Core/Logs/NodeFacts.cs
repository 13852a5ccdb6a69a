namespace AlephZeroMonitor.Core.Logs;

/// <summary>What a node's log says after its last line: the facts of the current node life, and two counts of the whole text.</summary>
/// <remarks>A fact that the log of this life does not show is null (or 0). Times are Docker's column.</remarks>
public sealed record NodeFacts
{
    /// <summary>Nothing read yet.</summary>
    public static NodeFacts None { get; } = new();

    /// <summary>When the start banner was logged.</summary>
    public LogTime? NodeStartedAt { get; init; }

    /// <summary>The chain's name by the banner, such as "Aleph Zero".</summary>
    public string? ChainName { get; init; }

    /// <summary>The best block by the latest evidence; after a reorg it may be lower than an earlier one.</summary>
    public uint? Best { get; init; }

    /// <summary>The time of the evidence for <see cref="Best"/>.</summary>
    public LogTime? BestAt { get; init; }

    /// <summary>The highest finalized block.</summary>
    public uint? Finalized { get; init; }

    /// <summary>The block that the node syncs towards, by its latest informant line.</summary>
    public uint? Target { get; init; }

    /// <summary>Connected peers.</summary>
    public uint? Peers { get; init; }

    /// <summary>The session by the last "Running session N." line.</summary>
    public uint? Session { get; init; }

    /// <summary>The time of that line.</summary>
    public LogTime? SessionStartedAt { get; init; }

    /// <summary>Whether the node is in major sync.</summary>
    public MajorSync MajorSync { get; init; }

    /// <summary>The time of the last major sync line.</summary>
    public LogTime? MajorSyncAt { get; init; }

    /// <summary>Blocks prepared in the current session.</summary>
    public int PreparedInSession { get; init; }

    /// <summary>Blocks pre-sealed in the current session.</summary>
    public int PreSealedInSession { get; init; }

    /// <summary>The node produced in the session before, in this life: at least one block prepared and one pre-sealed.</summary>
    public bool ProducedInLastSession { get; init; }

    /// <summary>The last block that the node pre-sealed in this life, in whichever session.</summary>
    public uint? LastProducedBlock { get; init; }

    /// <summary>The time of the last line in the current session about a prepared or pre-sealed block.</summary>
    public LogTime? ProducedAt { get; init; }

    /// <summary>Reorganisations: the best block changed to another fork.</summary>
    public int Reorgs { get; init; }

    /// <summary>Lines of level ERROR, and panics, in the whole text.</summary>
    public long Errors { get; init; }

    /// <summary>Lines in the whole text.</summary>
    public long Lines { get; init; }

    /// <summary>How <see cref="Best"/> moved lately, oldest first.</summary>
    public ImmutableArray<BestSample> Trail { get; init; } = [];

    /// <summary>The lines that the facts stand on: the latest of each form in this life.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>The trouble in the whole text, one entry for each kind.</summary>
    public ImmutableArray<Trouble> Troubles { get; init; } = [];

    /// <summary>Warnings and errors that this life repeats: at most three forms, the most frequent first.</summary>
    public ImmutableArray<RepeatedLine> Repeats { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>At least one block prepared and at least one pre-sealed in the current session. How long ago that was is judgement, not a fact.</summary>
    public bool ProducingInSession => PreparedInSession > 0 && PreSealedInSession > 0;
}

/// <summary>What a node's log said of major sync in the current life.</summary>
public enum MajorSync
{
    /// <summary>Neither line was seen: nodes before r-14 print none.</summary>
    NotSeen,

    /// <summary>After "Switched to major sync state.".</summary>
    In,

    /// <summary>After "No longer in major sync state.".</summary>
    Left,
}
