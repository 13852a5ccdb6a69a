namespace AlephZeroMonitor.Core.Logs;

/// <summary>How many lines of a node's log were counted, each once, whichever life it is from and however often it was read.</summary>
public sealed record LineCounts
{
    /// <summary>Nothing counted yet.</summary>
    public static LineCounts None { get; } = new();

    /// <summary>Lines.</summary>
    public long Lines { get; init; }

    /// <summary>Lines of level ERROR, and panics.</summary>
    public long Errors { get; init; }

    /// <summary>Reorganisations.</summary>
    public long Reorgs { get; init; }

    /// <summary>Lines that show trouble, by <see cref="TroubleKind"/>; empty for none of any.</summary>
    public ImmutableArray<long> Troubles { get; init; } = [];

    /// <summary>The time of the last of them, in nanoseconds since 1970; null when none had one. What is later in the log is not counted yet.</summary>
    public long? UpTo { get; init; }

    /// <summary>With what was counted from one moment to another.</summary>
    /// <param name="from">The counts at the one.</param>
    /// <param name="to">The counts at the other.</param>
    public LineCounts Plus(LineCounts from, LineCounts to) => new()
    {
        Lines = Lines + to.Lines - from.Lines,
        Errors = Errors + to.Errors - from.Errors,
        Reorgs = Reorgs + to.Reorgs - from.Reorgs,
        Troubles = [.. Enum.GetValues<TroubleKind>().Select(kind => Of(kind) + to.Of(kind) - from.Of(kind))],
        UpTo = to.UpTo ?? UpTo,
    };

    /// <summary>Lines that show this kind of trouble.</summary>
    public long Of(TroubleKind kind) => Troubles.IsDefaultOrEmpty ? 0 : Troubles[(int)kind];
}
