using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Counts trouble by kind and keeps the latest line of each, in fixed memory.</summary>
internal sealed partial class TroubleBook
{
    private const int MaxLineLength = 300;

    private readonly Entry[] _entries = new Entry[Enum.GetValues<TroubleKind>().Length];

    /// <summary>Adds a line.</summary>
    public void Add(TroubleKind kind, LogTime? at, ReadOnlySpan<byte> line)
    {
        ref var entry = ref _entries[(int)kind];
        entry.Line ??= new byte[MaxLineLength];
        line = line[..Math.Min(line.Length, MaxLineLength)];
        line.CopyTo(entry.Line);
        (entry.Length, entry.At, entry.Count) = (line.Length, at, entry.Count + 1);
    }

    /// <summary>All kinds that were seen, in the order of <see cref="TroubleKind"/>.</summary>
    public ImmutableArray<Trouble> ToImmutable() =>
    [
        .. _entries.Select((entry, kind) => (entry, kind)).Where(pair => pair.entry.Count > 0)
            .Select(pair => new Trouble((TroubleKind)pair.kind, pair.entry.Count, pair.entry.At, Shown(pair.entry.Line.AsSpan(0, pair.entry.Length)))),
    ];

    /// <summary>The line as it may be shown: printable, and without what looks like a secret.</summary>
    private static string Shown(ReadOnlySpan<byte> line)
    {
        var text = string.Concat(Encoding.UTF8.GetString(line).Where(c => !char.IsControl(c))).Trim();
        return Secret().Replace(text, match => match.Groups["name"].Value + "…");
    }

    // A value behind a telling name; what stands before the @ of a URL, or behind its ?.
    [GeneratedRegex(@"(?<name>(?:seed|phrase|mnemonic|password|passwd|secret|token|api[-_]?key|node-key|suri)[""']?\s*[=:]\s*)\S.*|(?<name>://)[^/@\s]+(?=@)|(?<name>://[^\s?]*\?)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Secret();

    private struct Entry
    {
        public long Count;
        public LogTime? At;
        public byte[]? Line;
        public int Length;
    }
}
