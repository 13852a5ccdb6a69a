namespace AlephZeroMonitor.Core.Logs;

/// <summary>A place in a log, behind its latest line; told by the last lines themselves, so that it can be found again in another read.</summary>
/// <remarks>
/// Lines in a row with the same stamp are a group, and the place is the last groups: how many lines each has so far, and a hash of them.
/// So equal lines are told apart by how many they are, and a clock that was set back only makes a group's stamp an earlier one.
/// A line that has both the stamp, which counts nanoseconds, and the text of a recent one is that line again: the engine (seen with 20.10)
/// repeats up to some hundred lines to who follows a json-file log while it is rotated.
/// </remarks>
internal sealed class LinePlace
{
    private const int Capacity = 32;
    private const int RecentCapacity = 1024;

    private readonly Group[] _groups = new Group[Capacity];
    private readonly long[] _recent = new long[RecentCapacity];
    private int _nextRecent;
    private int _count;

    /// <summary>No line was passed yet.</summary>
    public bool IsAtBegin => _count == 0;

    /// <summary>The stamp of the last line, in nanoseconds since 1970; 0 when it has none.</summary>
    public long Stamp => _count == 0 ? 0 : Back(0).Stamp;

    /// <summary>The lines passed have one stamp: without another group before them, only a read from the log's begin tells how many they are.</summary>
    public bool IsInFirstGroup => _count == 1;

    /// <summary>Goes behind the next line.</summary>
    /// <param name="line">The line, with its stamp.</param>
    /// <param name="otherPart">
    /// Bytes that the other stream has of its next line by then. A read that lacks the beginning of a line over 16 KiB, which the other
    /// stream's lines may interrupt, is so not taken for one that has it.
    /// </param>
    /// <returns>Whether the line is another one; false for one that the engine repeats.</returns>
    public bool Pass(ReadOnlySpan<byte> line, int otherPart)
    {
        var stamp = LogTime.TryRead(line, out var time, out _) ? time.UnixNanoseconds : 0;
        var hash = default(HashCode);
        hash.AddBytes(line);
        var text = hash.ToHashCode();
        if (IsRepeated(stamp, text))
        {
            return false;
        }

        if (_count == 0 || Back(0).Stamp != stamp)
        {
            _count++;
            Back(0) = new Group(stamp, 0, 0);
        }

        ref var group = ref Back(0);
        group = new Group(stamp, group.Lines + 1, HashCode.Combine(group.Hash, otherPart, text));
        return true;
    }

    /// <summary>Whether this place, of another read, is <paramref name="place"/>.</summary>
    /// <param name="place">The place that is looked for.</param>
    /// <param name="isWhole">This read began with the log. Else its first group may lack lines, and is not compared.</param>
    /// <remarks>The first group of the place may lack lines too; it is compared only when there is no other.</remarks>
    public bool Is(LinePlace place, bool isWhole)
    {
        var known = place._count > Capacity ? Capacity : Math.Max(1, place._count - 1);
        if (place.IsAtBegin || _count < (isWhole ? known : known + 1))
        {
            return false;
        }

        for (var back = 0; back < known; back++)
        {
            if (Back(back) != place.Back(back))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsRepeated(long stamp, int text)
    {
        var line = (stamp * 31) + text;
        if (stamp != 0 && _count > 0 && stamp <= Back(0).Stamp && _recent.Contains(line))
        {
            return true;
        }

        _recent[_nextRecent] = line;
        _nextRecent = (_nextRecent + 1) % RecentCapacity;
        return false;
    }

    private ref Group Back(int groups) => ref _groups[(_count - 1 - groups) % Capacity];

    private readonly record struct Group(long Stamp, int Lines, int Hash);
}
