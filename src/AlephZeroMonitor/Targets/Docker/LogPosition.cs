namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A position in a log: behind its latest line. It is known by the last lines themselves, so that it can be found again in another read.</summary>
/// <remarks>
/// Lines in a row with the same stamp are a group, and the position is the last groups: how many lines each has so far, and a hash of them.
/// So equal lines are distinguished by their number, and a clock that was set back only makes a group's stamp an earlier one.
/// A line that has both the stamp, which counts nanoseconds, and the text of a recent one is that line again: Docker 20.10
/// repeats up to some hundred lines to whoever follows a json-file log while it is rotated.
/// </remarks>
internal sealed class LogPosition
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
    /// <param name="stamp">Its stamp; 0 when it has none.</param>
    /// <param name="otherPart">
    /// Bytes that the other stream has of its next line by then. A read that lacks the beginning of a line over 16 KiB, which the other
    /// stream's lines may interrupt, is so not taken for one that has it.
    /// </param>
    /// <returns>Whether the line is new; false for one that Docker repeats.</returns>
    public bool Pass(ReadOnlySpan<byte> line, long stamp, int otherPart)
    {
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

    /// <summary>Whether this position, in another read, is <paramref name="other"/>.</summary>
    /// <param name="other">The position that is looked for.</param>
    /// <param name="isWhole">This read began with the log. Else its first group may lack lines, and is not compared.</param>
    /// <remarks>The first group of the position may lack lines too; it is compared only when there is no other.</remarks>
    public bool Is(LogPosition other, bool isWhole)
    {
        var known = other._count > Capacity ? Capacity : Math.Max(1, other._count - 1);
        if (other.IsAtBegin || _count < (isWhole ? known : known + 1))
        {
            return false;
        }

        for (var back = 0; back < known; back++)
        {
            if (Back(back) != other.Back(back))
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
