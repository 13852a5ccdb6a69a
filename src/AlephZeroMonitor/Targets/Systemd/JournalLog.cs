namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>The log of one life of a unit, each line read once.</summary>
/// <remarks>
/// Each look reads on from the last record up to the journal's present end, which the end of journalctl proves. So nothing is followed that could
/// stand still, and a journal that was rotated or vacuumed in between is read on behind the place.
/// </remarks>
internal sealed class JournalLog(NodeLife life, LineCounts countedBefore, bool countsAll, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a check waits for the log of a long life, which is read on meanwhile.</summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(20);

    /// <summary>When journalctl takes longer, it hangs: the next read goes on behind what was taken.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly NodeLog _log = new();
    private LineCounts? _countedUpTo = countsAll ? LineCounts.None : null;
    private Task<LogProblem?>? _reading;
    private string? _cursor;

    /// <summary>The lines that were counted since the monitor began, this life's included.</summary>
    public LineCounts Counted { get; private set; } = countedBefore;

    /// <summary>The life.</summary>
    public NodeLife Life => life;

    /// <summary>See <see cref="ITarget.ReadLogAsync"/>.</summary>
    public async ValueTask<LogView> ReadAsync(CancellationToken ct)
    {
        var reading = _reading ??= Task.Run(ReadOnAsync, ct);
        await ((Task)reading).WaitAsync(ReadTimeout, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        if (!reading.IsCompleted)
        {
            return new LogView(NodeFacts.None, Counted, new LogProblem(LogProblemKind.Slow));
        }

        _reading = null;
        var problem = await reading;
        var counts = _log.Counts;
        Counted = Counted.Plus(_countedUpTo ?? counts, counts);
        _countedUpTo = counts;
        return new LogView(problem is null ? _log.Facts : NodeFacts.None, Counted, problem);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_reading is { } reading)
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private Task<LogProblem?> ReadOnAsync()
    {
        string[] from = _cursor is { } cursor ? [$"--after-cursor={cursor}"] : [];
        return Journal.ReadAsync(LongestRead, time, ["--output-fields=MESSAGE", .. from, $"_SYSTEMD_INVOCATION_ID={life.InstanceId}"], Take, _stop.Token);
    }

    private void Take(JournalRecord record)
    {
        var at = DateTimeOffset.UnixEpoch.AddMicroseconds(record.At).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'000Z '", CultureInfo.InvariantCulture);
        Span<byte> stamp = stackalloc byte[at.Length];
        Encoding.ASCII.GetBytes(at, stamp);
        foreach (var range in record.Message.AsSpan().Split((byte)'\n'))
        {
            _log.Append(stamp);
            _log.Append(record.Message.AsSpan()[range]);
            _log.Append("\n"u8);
        }

        _cursor = record.Cursor;
    }
}
