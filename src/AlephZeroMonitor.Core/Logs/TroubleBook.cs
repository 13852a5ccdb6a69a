using System.Collections.Immutable;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Counts trouble by kind and keeps the latest line of each, in fixed memory.</summary>
internal sealed class TroubleBook
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

    /// <summary>How many lines told of each kind.</summary>
    public ImmutableArray<long> Counts => [.. _entries.Select(entry => entry.Count)];

    /// <summary>The line as it may be shown: printable, and without what looks like a secret.</summary>
    private static string Shown(KeptLine line) => Secrets.Hide(line.ToString());

    private struct Entry
    {
        public long Count;
        public KeptLine Line;
    }
}
