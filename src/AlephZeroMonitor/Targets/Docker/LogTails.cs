using static System.FormattableString;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Which part of a container's log to read, and how deep.</summary>
/// <remarks>
/// The end of a read is not the end of the log: at a damaged record, Docker ends the answer as if there were no more lines. So each read is
/// compared with the newest line that a tail of one line gives. Tails that begin behind the damage can be read.
/// </remarks>
/// <param name="gate">Held while bytes are taken.</param>
internal sealed class LogTails(ContainerLog container, TimeProvider time, Lock gate)
{
    /// <summary>A line over 16 KiB counts several times for Docker: a read is taken for the whole log only when it has less than half of what was asked for.</summary>
    private const int PiecesAllowedFor = 2;

    /// <summary>The deepest tail that is tried where a read of the whole log does not reach the end.</summary>
    private const int DeepestBehindDamage = 400_000;

    /// <summary>How exact the beginning of what can be read behind a damage is found: one of so many lines may be lost.</summary>
    private const int Exactness = 64;

    /// <summary>How many lines are read to tell an empty log from one whose last record is unreadable.</summary>
    private const int LinesBefore = 10;

    /// <summary>How long reading up to the end may take before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How long a followed log may be silent before it is attached again: a node writes each few seconds, and Docker at times forgets who follows a rotated log.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>Tails in which the position of the last read is searched, shortest first.</summary>
    private static readonly int[] Search = [200, 2_000, 20_000, 200_000];

    /// <summary>How deep the log is read: the first tail before the first check, the others when it lacks something.</summary>
    private static readonly int[] Depths = [20_000, 200_000, 2_000_000, ContainerLog.Whole];

    private int? _readable;
    private long? _takenAt;

    /// <summary>Bytes of the log came within the last moments.</summary>
    public bool IsBusy => _takenAt is { } at && time.GetElapsedTime(at) < TimeSpan.FromSeconds(2);

    /// <summary>Reads what came since the log's position, up to the end.</summary>
    /// <returns>Whether lines had to be given up; false for a log that was never read.</returns>
    /// <exception cref="EngineException">The log cannot be read.</exception>
    /// <exception cref="LogUnreadableException">The end cannot be reached.</exception>
    public async Task<bool> CatchUpAsync(ResumableLog log, bool jumps, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            return await ReadToEndAsync(log, jumps, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LogUnreadableException(new LogProblem(LogProblemKind.Slow));
        }
    }

    /// <summary>The stamp of the log's newest line; null when it has none.</summary>
    /// <exception cref="LogUnreadableException">It cannot be read, or not in time.</exception>
    public async Task<long?> NewestAsync(CancellationToken ct)
    {
        var (newest, error) = await LastStampAsync(1, ct);
        if (newest is not null)
        {
            return newest;
        }

        // No line at all, or a last record that cannot be read: then nobody knows what the node writes now.
        var (before, said) = await LastStampAsync(LinesBefore, ct);
        return before is null && error is null && said is null ? null : throw Unreadable(said ?? error);
    }

    /// <summary>Follows the log from its position on, until the connection breaks or falls silent, or the position is no longer so near the end.</summary>
    public async Task FollowAsync(ResumableLog log, CancellationToken ct)
    {
        foreach (var tail in TailsFor(log, Search))
        {
            using var silence = new CancellationTokenSource(LongestSilence, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
            var from = Begin(log, tail);
            string? error;
            try
            {
                error = await container.ReadAsync(from, follow: true, Take, either.Token);
            }
            catch (OperationCanceledException) when (silence.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return;
            }

            if (error is not null)
            {
                throw Unreadable(error);
            }

            if (log.IsPositionFound)
            {
                return;
            }

            bool Take(ReadOnlySpan<byte> bytes, LogSource source)
            {
                Append(log, bytes, source);
                silence.CancelAfter(LongestSilence);
                return log.IsPositionFound || log.LinesPassedOver < from;
            }
        }
    }

    /// <summary>The depth to read after one that gave so many lines; null when that was the whole log.</summary>
    public static int? After(int depth, long lines) =>
        depth + 1 == Depths.Length || lines < Depths[depth] / PiecesAllowedFor ? null : depth + 1;

    /// <summary>How much a depth is, for people.</summary>
    public static string Part(int depth) => Depths[depth] == ContainerLog.Whole ? "all" : Invariant($"the last {Depths[depth]} lines");

    /// <summary>Reads a tail of some depth, up to the end, into a log of its own.</summary>
    /// <returns>False when the time was up, or the end was not reached.</returns>
    public async Task<bool> ReadDeeperAsync(int depth, ResumableLog log, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            var newest = await NewestAsync(either.Token);
            log.BeginStream(Depths[depth] == ContainerLog.Whole, newest);
            await ReadAsync(log, Depths[depth], either.Token);
            return IsEndReached(log, newest);
        }
        catch (Exception e) when (e is OperationCanceledException or LogUnreadableException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static LogUnreadableException Unreadable(string? said) => new(new LogProblem(
        said?.Contains("no such file", StringComparison.Ordinal) == true ? LogProblemKind.Missing : LogProblemKind.Damaged, said));

    private static int[] TailsFor(ResumableLog log, int[] usual) => log.IsAtBegin ? [Depths[0]] : log.NeedsWhole ? [ContainerLog.Whole] : usual;

    /// <summary>Near a damage, the followed stream begins behind it, with too few lines to find the position by.</summary>
    private int Begin(ResumableLog log, int tail)
    {
        if (_readable is not { } readable || readable >= tail)
        {
            log.BeginStream(tail == ContainerLog.Whole);
            return tail;
        }

        log.BeginBehindGap(null);
        return readable;
    }

    /// <summary>A tail that begins behind the newest line was outrun by the log. Stamps of the future are of a clock that was set back, and prove nothing.</summary>
    private bool IsEndReached(ResumableLog log, long? newest) =>
        log.IsEndReached || (log.FirstStamp > newest && new LogTime(log.FirstStamp.Value).At <= time.GetUtcNow());

    private async Task<bool> ReadToEndAsync(ResumableLog log, bool jumps, CancellationToken ct)
    {
        var newest = await NewestAsync(ct);
        if (!log.IsAtBegin && newest == log.LastStamp)
        {
            return false;
        }

        _readable = null;

        foreach (var tail in jumps ? [] : TailsFor(log, Search))
        {
            Locked(() => log.BeginStream(tail == ContainerLog.Whole, newest));
            var error = await ReadAsync(log, tail, ct);
            if (!IsEndReached(log, newest))
            {
                return await ReadBehindDamageAsync(log, Math.Min(tail, DeepestBehindDamage), newest, error, ct);
            }

            if (log.IsPositionFound)
            {
                return false;
            }
        }

        // The position was rotated away, or is farther back than is worth reading before the present is known.
        Locked(() => log.BeginBehindGap(newest));
        var said = await ReadAsync(log, Depths[0], ct);
        return IsEndReached(log, newest) || await ReadBehindDamageAsync(log, Depths[0], newest, said, ct);
    }

    /// <summary>Finds the longest tail that begins behind the damage, and reads it.</summary>
    private async Task<bool> ReadBehindDamageAsync(ResumableLog log, int unreadable, long? newest, string? said, CancellationToken ct)
    {
        var readable = unreadable / 2;
        while (readable > 0 && !await ReachesAsync(readable, newest, ct))
        {
            (unreadable, readable) = (readable, readable / 2);
        }

        if (readable == 0)
        {
            throw Unreadable(said);
        }

        while (unreadable - readable > 1 + (readable / Exactness))
        {
            var between = readable + ((unreadable - readable) / 2);
            (readable, unreadable) = await ReachesAsync(between, newest, ct) ? (between, unreadable) : (readable, between);
        }

        _readable = readable;
        var wasAtBegin = log.IsAtBegin;
        Locked(() => log.BeginBehindGap(newest));
        await ReadAsync(log, readable, ct);
        return IsEndReached(log, newest) ? !wasAtBegin : throw Unreadable(said);
    }

    private async Task<(long? Stamp, string? Error)> LastStampAsync(int tail, CancellationToken ct)
    {
        var scan = new LogScan();
        var error = await container.ReadAsync(tail, follow: false, scan.Take, ct);
        return (scan.LastStamp, error);
    }

    private async Task<bool> ReachesAsync(int tail, long? newest, CancellationToken ct)
    {
        var scan = new LogScan(newest);
        await container.ReadAsync(tail, follow: false, scan.Take, ct);
        return scan.IsFound;
    }

    private Task<string?> ReadAsync(ResumableLog log, int tail, CancellationToken ct) =>
        container.ReadAsync(tail, follow: false, (bytes, source) => Append(log, bytes, source), ct);

    private void Locked(Action change)
    {
        lock (gate)
        {
            change();
        }
    }

    private bool Append(ResumableLog log, ReadOnlySpan<byte> bytes, LogSource source)
    {
        lock (gate)
        {
            log.Append(bytes, source);
            _takenAt = time.GetTimestamp();
            Telemetry.LogBytes.Add(bytes.Length);
            return true;
        }
    }

    /// <summary>Looks through lines for the last stamp, or for a certain one.</summary>
    private sealed class LogScan(long? sought = null) : ILineReader
    {
        private readonly LineSplitter _output = new();
        private readonly LineSplitter _error = new();

        public long? LastStamp { get; private set; }

        public bool IsFound { get; private set; }

        public bool Take(ReadOnlySpan<byte> bytes, LogSource source)
        {
            (source == LogSource.Error ? _error : _output).Append(bytes, this);
            return true;
        }

        public void ReadLine(ReadOnlySpan<byte> line)
        {
            LastStamp = LineStamp.Of(line).Time?.UnixNanoseconds ?? LastStamp;
            IsFound |= sought is not null && LastStamp == sought;
        }
    }
}

/// <summary>The end of a log cannot be reached.</summary>
internal sealed class LogUnreadableException(LogProblem problem) : Exception
{
    public LogProblem Problem => problem;
}
