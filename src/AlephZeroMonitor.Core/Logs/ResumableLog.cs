namespace AlephZeroMonitor.Core.Logs;

/// <summary>Reads one log from several streams, one after another, and counts each line once.</summary>
/// <remarks>
/// A stream that follows another begins somewhere in what was read already; its lines are passed over up to the place where the one before
/// ended. What that one had of its next line is dropped, since the new stream brings that line whole. Not safe for use by several threads at once.
/// </remarks>
/// <param name="lifeBegan">See <see cref="NodeLog(DateTimeOffset?)"/>.</param>
/// <param name="counted">What others counted before; lines up to there are read, but not counted again. Null: nothing.</param>
public sealed class ResumableLog(DateTimeOffset? lifeBegan = null, LineCounts? counted = null) : ILineReader
{
    private readonly NodeLog _log = new(lifeBegan);
    private readonly LinePlace _place = new();
    private LineSplitter _output = new();
    private LineSplitter _error = new();
    private LineSplitter? _other;
    private LinePlace? _seeking;
    private bool _isWhole;
    private LineCounts? _before = counted?.UpTo is null ? LineCounts.None : null;
    private long? _upTo = counted?.UpTo;

    /// <summary>The facts after the last complete line. Takes a copy.</summary>
    public NodeFacts Facts => _log.Facts;

    /// <summary>What was counted before, and all lines since. Takes a copy.</summary>
    public LineCounts Counted => (counted ?? LineCounts.None) is var first && _before is { } before ? first.Plus(before, _log.Counts with { UpTo = _upTo }) : first;

    /// <summary>No line was read yet.</summary>
    public bool IsAtBegin => _place.IsAtBegin;

    /// <summary>So little was read that the place is found only in a stream of the whole log.</summary>
    public bool NeedsWhole => _place.IsInFirstGroup;

    /// <summary>The stream has come to where the one before ended.</summary>
    public bool IsPlaceFound => _seeking is null;

    /// <summary>Lines of this stream that were passed over.</summary>
    public long LinesPassedOver { get; private set; }

    /// <summary>The next bytes are those of a new stream.</summary>
    /// <param name="isWhole">It begins with the log's first line.</param>
    public void BeginStream(bool isWhole)
    {
        _isWhole = isWhole;
        (_output, _error) = (new LineSplitter(), new LineSplitter());
        _seeking = _place.IsAtBegin ? null : new LinePlace();
        LinesPassedOver = 0;
    }

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="source">Whether the node wrote them to its standard output or error; a terminal has one.</param>
    public void Append(ReadOnlySpan<byte> bytes, LogSource source)
    {
        var (own, other) = source == LogSource.Error ? (_error, _output) : (_output, _error);
        _other = other;
        own.Append(bytes, this);
    }

    void ILineReader.ReadLine(ReadOnlySpan<byte> line)
    {
        var otherPart = _other!.PartLength;
        if (_seeking is null)
        {
            if (_place.Pass(line, otherPart))
            {
                Count(_place.Stamp);
                ((ILineReader)_log).ReadLine(line);
            }

            return;
        }

        LinesPassedOver++;
        _ = _seeking.Pass(line, otherPart);
        if (_seeking.Is(_place, _isWhole))
        {
            _seeking = null;
        }
    }

    /// <summary>The first line after those that were counted before, and all behind it, are new: a clock that is set back then doesn't matter.</summary>
    private void Count(long stamp)
    {
        _before ??= stamp > _upTo ? _log.Counts : null;
        if (_before is not null && stamp != 0)
        {
            _upTo = stamp;
        }
    }
}
