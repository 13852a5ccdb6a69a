namespace AlephZeroMonitor.Core.Logs;

/// <summary>A kind of trouble in a node's log, with its latest evidence.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many lines show it, in the whole text: a panic is the last line of its life, and must not be forgotten with it.</param>
/// <param name="At">The time of the latest of them.</param>
/// <param name="Line">The latest of them: its message, at most 300 bytes, without what looks like a secret.</param>
public sealed record Trouble(TroubleKind Kind, long Count, LogTime? At, string Line);

/// <summary>The kinds of trouble that a node's log shows. Names are API.</summary>
public enum TroubleKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>A thread panicked.</summary>
    Panic,

    /// <summary>An essential task failed: the node shuts down.</summary>
    EssentialTaskFailed,

    /// <summary>The database is damaged: a restart does not repair it.</summary>
    DatabaseCorrupt,

    /// <summary>No space is left on the disk.</summary>
    DiskFull,

    /// <summary>The node has no peers.</summary>
    NoPeers,

    /// <summary>Another line of level ERROR.</summary>
    Error,

    /// <summary>Another line of level WARN.</summary>
    Warning,
}

/// <summary>Counts trouble by kind and keeps the latest line of each, in memory of a fixed size.</summary>
internal sealed class TroubleCounts
{
    private readonly Entry[] _entries = new Entry[Enum.GetValues<TroubleKind>().Length];

    /// <summary>Adds a line.</summary>
    public void Add(TroubleKind kind, LogTime? at, ReadOnlySpan<byte> line)
    {
        ref var entry = ref _entries[(int)kind];
        entry.Line.Keep(at, line);
        entry.Count++;
    }

    /// <summary>All kinds that were seen, in the order of <see cref="TroubleKind"/>.</summary>
    public ImmutableArray<Trouble> ToImmutable() =>
    [
        .. _entries.Select((entry, kind) => (entry, kind)).Where(pair => pair.entry.Count > 0)
            .Select(pair => new Trouble((TroubleKind)pair.kind, pair.entry.Count, pair.entry.Line.At, Shown(pair.entry.Line))),
    ];

    /// <summary>How many lines show each kind.</summary>
    public ImmutableArray<long> Counts => [.. _entries.Select(entry => entry.Count)];

    /// <summary>The line as it may be shown: printable, and without what looks like a secret.</summary>
    private static string Shown(KeptLine line) => Secrets.Hide(line.ToString());

    private struct Entry
    {
        public long Count;
        public KeptLine Line;
    }
}
