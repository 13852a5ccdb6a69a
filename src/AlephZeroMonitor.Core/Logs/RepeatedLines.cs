namespace AlephZeroMonitor.Core.Logs;

/// <summary>A warning or an error that a node goes on to log: it may be the cause of what is judged, whether its words are known or not.</summary>
/// <param name="Count">How many lines of its form came with at most a minute from one to the next.</param>
/// <param name="At">The time of the latest of them.</param>
/// <param name="Line">The latest of them, behind the node's own time: at most 300 bytes, without what looks like a secret.</param>
public sealed record RepeatedLine(long Count, LogTime At, string Line);

/// <summary>Counts lines by their form, in memory of a fixed size. When the table is full, the least recently seen form is replaced.</summary>
internal sealed class RepeatedLines
{
    private const int Capacity = 8;
    private const int MostShown = 3;

    /// <summary>Fewer may be a coincidence.</summary>
    private const int Enough = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly Entry[] _entries = new Entry[Capacity];

    /// <summary>Adds a line.</summary>
    /// <param name="at">Its time; a line without one is not counted.</param>
    /// <param name="line">The line behind Docker's column.</param>
    public void Add(LogTime? at, ReadOnlySpan<byte> line)
    {
        if (at is not { } now)
        {
            return;
        }

        var form = FormOf(line);
        ref var entry = ref Find(form);
        var goesOn = entry.Count > 0 && entry.Form == form && Since(now, entry.Line.At) <= LongestPause;
        (entry.Form, entry.Count) = (form, goesOn ? entry.Count + 1 : 1);
        entry.Line.Keep(at, WithoutTime(line));
    }

    /// <summary>Another life repeats nothing yet.</summary>
    public void Clear() => Array.Clear(_entries);

    /// <summary>Those that still came at the end of what was read, the most frequent first.</summary>
    /// <param name="readTo">The time of a late line; null when there is none.</param>
    public ImmutableArray<RepeatedLine> ToImmutable(LogTime? readTo)
    {
        var known = _entries.Where(entry => entry.Count > 0).ToArray();
        var end = known.Select(entry => entry.Line.At).Append(readTo).MaxBy(at => at?.UnixNanoseconds);
        return
        [
            .. known.Where(entry => entry.Count >= Enough && Since(end!.Value, entry.Line.At) <= LongestPause).OrderByDescending(entry => entry.Count)
                .Take(MostShown).Select(entry => new RepeatedLine(entry.Count, entry.Line.At!.Value, Secrets.Hide(entry.Line.ToString()))),
        ];
    }

    private static TimeSpan Since(LogTime now, LogTime? before) => before is { } at ? now.Since(at) : TimeSpan.MaxValue;

    /// <summary>The entry of this form, else the least recently seen one.</summary>
    private ref Entry Find(int form)
    {
        var oldest = 0;
        for (var i = 0; i < Capacity; i++)
        {
            if (_entries[i].Count > 0 && _entries[i].Form == form)
            {
                return ref _entries[i];
            }

            oldest = TimeOf(_entries[i]) < TimeOf(_entries[oldest]) ? i : oldest;
        }

        return ref _entries[oldest];
    }

    private static long TimeOf(in Entry entry) => entry.Count == 0 ? long.MinValue : entry.Line.At!.Value.UnixNanoseconds;

    /// <summary>The line without its words that have a digit: times, numbers, hashes and ids.</summary>
    private static int FormOf(ReadOnlySpan<byte> line)
    {
        var form = default(HashCode);
        foreach (var word in line.Split((byte)' '))
        {
            if (line[word].IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
            {
                form.AddBytes(line[word]);
            }
        }

        return form.ToHashCode();
    }

    private static ReadOnlySpan<byte> WithoutTime(ReadOnlySpan<byte> line) =>
        line.Length > DateTimeText.Length && DateTimeText.Is(line, (byte)' ') ? line[(DateTimeText.Length + line[DateTimeText.Length..].IndexOf((byte)' '))..] : line;

    private struct Entry
    {
        public int Form;
        public long Count;
        public KeptLine Line;
    }
}
