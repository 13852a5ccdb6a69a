using AlephZeroMonitor.Core.Chains;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Reads one log from several streams, one after another, and counts each line once.</summary>
/// <remarks>
/// A stream that follows another begins somewhere in what was read already; its lines are passed over up to the position where the one before
/// ended. What that one had of its next line is dropped, since the new stream brings that line whole. Not safe for use by several threads at once.
/// </remarks>
/// <param name="lifeBegan">See <see cref="NodeLog(DateTimeOffset?)"/>.</param>
/// <param name="counted">What others counted before; lines up to there are read, but not counted again. Null: nothing.</param>
internal sealed class ResumableLog(DateTimeOffset? lifeBegan = null, LineCounts? counted = null) : ILineReader
{
    private readonly NodeLog _log = new(lifeBegan);
    private readonly LogPosition _position = new();
    private LineSplitter _output = new();
    private LineSplitter _error = new();
    private LineSplitter? _other;
    private LogPosition? _seeking;
    private bool _isWhole;
    private long? _behind;
    private long? _awaited;
    private LineCounts? _before = counted?.UpTo is null ? LineCounts.None : null;
    private long? _upTo = counted?.UpTo;

    /// <summary>The facts after the last complete line. Takes a copy.</summary>
    public NodeFacts Facts => _log.Facts;

    /// <summary>What was counted before, and all lines since. Takes a copy.</summary>
    public LineCounts Counted =>
        (counted ?? LineCounts.None) is var first && _before is { } before ? first.Plus(before, _log.Counts with { UpTo = _upTo }) : first;

    /// <summary>No line was read yet.</summary>
    public bool IsAtBegin => _position.IsAtBegin;

    /// <summary>So little was read that the position is found only in a stream of the whole log.</summary>
    public bool NeedsWhole => _position.IsInFirstGroup;

    /// <summary>The stream has come to where the one before ended.</summary>
    public bool IsPositionFound => _seeking is null;

    /// <summary>The stream has come to the line that was known to be the newest when it began.</summary>
    public bool IsEndReached => _awaited is null;

    /// <summary>The stamp of the stream's first line, in nanoseconds since 1970; null before there is one, 0 when it has none.</summary>
    public long? FirstStamp { get; private set; }

    /// <summary>The stamp of the last line that was read, in nanoseconds since 1970; 0 when there is none.</summary>
    public long LastStamp => _position.Stamp;

    /// <summary>Lines of this stream that were passed over.</summary>
    public long LinesPassedOver { get; private set; }

    /// <summary>Lines before the first one are of this life too and could change a decision: of the sync state, or of what was produced in the present session.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lifeBegan">When the life began; null when times cannot part the lives.</param>
    public bool LacksFacts(DateTimeOffset now, DateTimeOffset? lifeBegan) =>
        Facts is { NodeStartedAt: null } facts && _log.BeganAt?.At is var from && !(from < lifeBegan)
        && (facts.MajorSync == MajorSync.NotSeen || (facts.Session is null && !(from < now - ChainProfile.SessionLength)));

    /// <summary>The next bytes are those of a new stream.</summary>
    /// <param name="isWhole">It begins with the log's first line.</param>
    /// <param name="newest">The stamp of the newest line of the log; null: none is awaited.</param>
    public void BeginStream(bool isWhole, long? newest = null)
    {
        Begin(newest);
        (_isWhole, _behind) = (isWhole, null);
        _seeking = _position.IsAtBegin ? null : new LogPosition();
    }

    /// <summary>The next bytes are those of a new stream behind lines that cannot be read, or are given up: all that is later than what was read counts.</summary>
    /// <inheritdoc cref="BeginStream"/>
    public void BeginBehindGap(long? newest)
    {
        Begin(newest);
        (_isWhole, _behind, _seeking) = (false, _position.IsAtBegin ? null : _position.Stamp, null);
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
        var stamp = LineStamp.Of(line);
        var nanoseconds = stamp.Time?.UnixNanoseconds ?? 0;
        FirstStamp ??= nanoseconds;
        if (nanoseconds == _awaited)
        {
            _awaited = null;
        }

        var otherPart = _other!.PartLength;
        if (_seeking is not null)
        {
            LinesPassedOver++;
            _ = _seeking.Pass(line, nanoseconds, otherPart);
            _seeking = _seeking.Is(_position, _isWhole) ? null : _seeking;
        }
        else if (nanoseconds <= _behind)
        {
            LinesPassedOver++;
        }
        else if (_position.Pass(line, nanoseconds, otherPart))
        {
            _behind = null;
            Count(_position.Stamp);
            _log.ReadLine(line, stamp);
        }
    }

    private void Begin(long? newest)
    {
        (_output, _error) = (new LineSplitter(), new LineSplitter());
        (LinesPassedOver, FirstStamp) = (0, null);

        // A stream that follows lines which have been read up to the newest one need not bring that again.
        _awaited = newest is null or 0 || newest == _position.Stamp ? null : newest;
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
