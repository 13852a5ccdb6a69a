namespace AlephZeroMonitor.Core.Logs;

/// <summary>Reads a node's log as it grows and keeps the facts of the current node life.</summary>
/// <remarks>
/// Bytes may come in reads of any size; memory is bounded whatever they are, and no input throws. The order of the lines decides,
/// not their timestamps: a clock that was set back makes an earlier time, not an earlier line. Not safe for use by several threads at once.
/// </remarks>
public sealed class NodeLog : ILineReader
{
    private readonly LineSplitter _output = new();
    private readonly LineSplitter _error = new();
    private readonly BestTrail _trail = new();
    private readonly TroubleCounts _troubles = new();
    private readonly RepeatedLines _repeats = new();
    private readonly LatestLines _evidence = new();
    private readonly DateTimeOffset? _lifeBegan;
    private byte[] _scratch = [];
    private Life _life;
    private bool _inLife;
    private long _errors;
    private long _lines;
    private long _reorgs;

    /// <summary>Makes a reader.</summary>
    /// <param name="lifeBegan">
    /// Where the container's current life begins: lines before the first one at or after this time belong to an earlier life and are only
    /// counted. Null: every line counts, and only start banners part lives.
    /// </param>
    public NodeLog(DateTimeOffset? lifeBegan = null)
    {
        _lifeBegan = lifeBegan;
        _inLife = lifeBegan is null;
    }

    /// <summary>The facts after the last complete line. Takes a copy.</summary>
    public NodeFacts Facts => new()
    {
        NodeStartedAt = _life.StartedAt,
        ChainName = _life.ChainName,
        Best = _life.Best,
        BestAt = _life.BestAt,
        Finalized = _life.Finalized,
        Target = _life.Target,
        Peers = _life.Peers,
        Session = _life.Session,
        SessionStartedAt = _life.SessionStartedAt,
        MajorSync = _life.MajorSync,
        MajorSyncAt = _life.MajorSyncAt,
        PreparedInSession = _life.Prepared,
        PreSealedInSession = _life.PreSealed,
        ProducedInLastSession = _life.ProducedBefore,
        LastProducedBlock = _life.LastProducedBlock,
        ProducedAt = _life.ProducedAt,
        Reorgs = _life.Reorgs,
        Errors = _errors,
        Lines = _lines,
        Trail = _trail.ToImmutable(),
        Troubles = _troubles.ToImmutable(),
        Repeats = _repeats.ToImmutable(_life.BestAt),
        Evidence = _evidence.ToImmutable(),
    };

    /// <summary>The time of the first line that has one.</summary>
    public LogTime? BeganAt { get; private set; }

    /// <summary>The counts of the whole text. Takes a copy.</summary>
    public LineCounts Counts => new() { Lines = _lines, Errors = _errors, Reorgs = _reorgs, Troubles = _troubles.Counts };

    /// <summary>Takes the next bytes of the log.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="source">The stream that they came from; a saved log has one.</param>
    public void Append(ReadOnlySpan<byte> bytes, LogSource source = LogSource.Output) =>
        (source == LogSource.Error ? _error : _output).Append(bytes, this);

    /// <summary>Takes the end of the log: a last line without its LF counts.</summary>
    public void Complete()
    {
        _output.Complete(this);
        _error.Complete(this);
    }

    /// <summary>The line is one that nodes print, whether it carries a fact or not.</summary>
    /// <param name="line">Any bytes, without the LF.</param>
    public static bool IsNodeLine(ReadOnlySpan<byte> line)
    {
        byte[] scratch = [];
        return LogLine.IsOfNode(line, LineStamp.Of(line), ref scratch);
    }

    void ILineReader.ReadLine(ReadOnlySpan<byte> line) => ReadLine(line, LineStamp.Of(line));

    /// <summary>Takes one line.</summary>
    /// <param name="line">The line, without its LF.</param>
    /// <param name="stamp">The stamp that it begins with.</param>
    public void ReadLine(ReadOnlySpan<byte> line, LineStamp stamp)
    {
        if (EnginePieces.IsSplit(line))
        {
            ReadPieces(line, stamp);
        }
        else
        {
            Read(line, stamp);
        }
    }

    private void ReadPieces(ReadOnlySpan<byte> line, LineStamp stamp)
    {
        for (var next = EnginePieces.FindNext(line); next >= 0; next = EnginePieces.FindNext(line))
        {
            Read(line[..next], stamp);
            line = line[next..];
            stamp = LineStamp.Of(line);
        }

        Read(line, stamp);
    }

    private void Read(ReadOnlySpan<byte> line, LineStamp stamp)
    {
        _lines++;
        var said = LogLine.Read(line, stamp, ref _scratch, out var text);
        var time = stamp.Time;
        BeganAt ??= time;
        if (said.IsError)
        {
            _errors++;
        }

        if (said.Trouble != TroubleKind.None)
        {
            _troubles.Add(said.Trouble, time, text);
            if (IsOfThisLife(time))
            {
                _repeats.Add(time, text);
            }
        }

        if (said.Kind == LogEventKind.None || !IsOfThisLife(time))
        {
            return;
        }

        Apply(said, time, text);
        _evidence.Add(said.Kind, time, text);
    }

    private bool IsOfThisLife(LogTime? time)
    {
        _inLife = _inLife || time is null || time.Value.At >= _lifeBegan;
        return _inLife;
    }

    private void Apply(LogEvent said, LogTime? time, ReadOnlySpan<byte> text)
    {
        switch (said.Kind)
        {
            case LogEventKind.Started:
                _life = new Life { StartedAt = time };
                _trail.Clear();
                _repeats.Clear();
                _evidence.Clear();
                break;
            case LogEventKind.ChainName:
                _life.ChainName = Message.ChainName(text);
                break;
            case LogEventKind.Chain or LogEventKind.ChainStatus or LogEventKind.Informant:
                SetBest(said, time);
                _life.Finalized = said.Finalized ?? _life.Finalized;
                _life.Peers = said.Peers ?? _life.Peers;
                _life.Target = said.Kind == LogEventKind.Informant ? said.Target : _life.Target;
                break;
            case LogEventKind.Reorg:
                SetBest(said, time);
                _life.Reorgs++;
                _reorgs++;
                break;
            case LogEventKind.Session:
                _life.ProducedBefore = _life is { Prepared: > 0, PreSealed: > 0 };
                (_life.Session, _life.SessionStartedAt) = (said.Number, time);
                (_life.Prepared, _life.PreSealed, _life.ProducedAt) = (0, 0, null);
                break;
            case LogEventKind.Prepared:
                _life.Prepared++;
                _life.ProducedAt = time;
                break;
            case LogEventKind.PreSealed:
                _life.PreSealed++;
                (_life.LastProducedBlock, _life.ProducedAt) = (said.Number, time);
                break;
            case LogEventKind.MajorSyncEntered:
                (_life.MajorSync, _life.MajorSyncAt) = (MajorSync.In, time);
                break;
            case LogEventKind.MajorSyncLeft:
                (_life.MajorSync, _life.MajorSyncAt) = (MajorSync.Left, time);
                break;
            case LogEventKind.Peers:
                _life.Peers = said.Peers;
                break;
        }
    }

    private void SetBest(LogEvent said, LogTime? time)
    {
        (_life.Best, _life.BestAt) = (said.Number, time);
        if (time is not null)
        {
            _trail.Add(time.Value, said.Number);
        }
    }

    /// <summary>The mutable facts of one life.</summary>
    private struct Life
    {
        public LogTime? StartedAt;
        public string? ChainName;
        public uint? Best;
        public LogTime? BestAt;
        public uint? Finalized;
        public uint? Target;
        public uint? Peers;
        public uint? Session;
        public LogTime? SessionStartedAt;
        public MajorSync MajorSync;
        public LogTime? MajorSyncAt;
        public int Prepared;
        public int PreSealed;
        public bool ProducedBefore;
        public uint? LastProducedBlock;
        public LogTime? ProducedAt;
        public int Reorgs;
    }
}
