namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Follows the log of one node life and keeps its facts; attaches again, with back-off, when the stream breaks, and counts each line once.</summary>
/// <remarks>
/// Each connection first reads up to the log's end, then follows. What the first tail lacks is looked for in deeper ones, beside the
/// following; a deeper tail is read into a log of its own, which then takes the place of the shallower one in the same way as after a break.
/// So there is one way from lines to facts, whatever was read when.
/// </remarks>
internal sealed class LogFollower : IAsyncDisposable
{
    /// <summary>Between one deeper read and the next: Docker and the node have the machine for themselves.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly string _name;
    private readonly ContainerView _container;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LogTrouble _trouble;
    private readonly LogAttempt _attempt;
    private readonly ContainerLog _source;
    private readonly LogTails _tails;
    private readonly LogDelay _delay;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Task _following;
    private ResumableLog _current;
    private ResumableLog? _deeper;
    private int? _nextDepth;
    private string? _chainName;
    private bool _isBeginRead;
    private CancellationTokenSource? _connection;
    private bool _isCaughtUp;
    private bool _jumps;

    /// <summary>Starts to follow.</summary>
    /// <param name="container">A running container.</param>
    /// <param name="log">Where breaks of the stream are written.</param>
    /// <param name="counted">The lines that the followers of earlier lives counted; null: there were none.</param>
    public LogFollower(string name, Engine engine, ContainerView container, TimeProvider time, ILogger log, LineCounts? counted = null)
    {
        var life = container.Life ?? throw new ArgumentException("The container isn't running", nameof(container));
        (_name, _container, _time, _log) = (name, container, time, log);
        (_trouble, _attempt) = (new LogTrouble(name, container.LogDriver, log), new LogAttempt(time));
        _source = new ContainerLog(engine, life.InstanceId, container.IsTerminal, time);
        _tails = new LogTails(_source, time, _gate);
        _delay = new LogDelay(_tails, time);
        _current = NewLog(counted);
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Completes when the log has been read up to its end, or when that failed.</summary>
    public Task CaughtUp => Locked(() => _attempt.Completion);

    /// <summary>How long it is worth waiting for <see cref="CaughtUp"/>, by how long it took so far.</summary>
    public TimeSpan Limit => _attempt.Limit;

    /// <summary>It ended by a bug; <see cref="DisposeAsync"/> throws it.</summary>
    public bool HasFailed => _following.IsFaulted;

    /// <summary>
    /// The facts by now; null while the stream is not attached, or the log's end was not reached: what was known before a break would make a node
    /// that went on meanwhile look frozen.
    /// </summary>
    public NodeFacts? Facts => Locked(() => _isCaughtUp ? Named(_current.Facts) : null);

    /// <summary>The lines that this follower and those before it counted, attached or not. It never shrinks.</summary>
    public LineCounts Counted => Locked(() => _current.Counted);

    /// <summary>Why the log cannot be read; null when it can.</summary>
    public LogProblem? Problem => _trouble.Problem;

    /// <summary>
    /// Reads the log's end once more, on a new connection, before an action relies on the facts: Docker (seen with 20.10) may forget for a minute
    /// who follows a log that it rotates, and then a healthy node looks frozen.
    /// </summary>
    public async Task ReattachAsync()
    {
        CancellationTokenSource? connection;
        lock (_gate)
        {
            connection = _connection;
            if (connection is not null)
            {
                Detach();
            }
        }

        await (connection?.CancelAsync() ?? Task.CompletedTask);
    }

    /// <summary>When more is written than can be read, what is read lags behind: then the end is read first, and what lies before it is given up.</summary>
    public async Task JumpWhenBehindAsync(CancellationToken ct)
    {
        long last;
        lock (_gate)
        {
            last = _isCaughtUp && _tails.IsBusy ? _current.LastStamp : 0;
        }

        if (last != 0 && await _delay.IsTooLongAsync(last, ct))
        {
            _jumps = true;
            await ReattachAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private ResumableLog NewLog(LineCounts? counted) => new(_container.LinesBeginAt(_time.GetUtcNow()), counted);

    private bool LacksFacts =>
        Locked(() => _time.GetUtcNow() is var now && _current.LacksFacts(now, _container.LinesBeginAt(now)));

    private NodeFacts Named(NodeFacts facts) => facts.ChainName is null ? facts with { ChainName = _chainName } : facts;

    private NodeFacts FactsSoFar => Locked(() => _current.Facts);

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await Task.Yield();
        var backoff = Engine.NewBackoff();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await ConnectAsync(backoff, ct))
                {
                    continue;
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (LogUnreadableException e)
            {
                Fail(e.Problem);
            }
            catch (EngineException e)
            {
                Fail(_trouble.Of(e.Failure));
            }

            await Task.Delay(backoff.Next(), _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                _attempt.Renew();
            }
        }
    }

    /// <summary>Reads up to the end, then follows until the stream breaks, or is to be attached again.</summary>
    /// <returns>The latter.</returns>
    private async Task<bool> ConnectAsync(Backoff backoff, CancellationToken ct)
    {
        await CatchUpAsync(ct);
        _trouble.Clear();
        backoff.Reset();
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Attach(connection);
        var deepening = DeepenAsync(connection);
        try
        {
            await _tails.FollowAsync(_current, connection.Token);
            return false;
        }
        catch (OperationCanceledException) when (connection.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            lock (_gate)
            {
                Detach();
            }

            await connection.CancelAsync();
            await deepening;
        }
    }

    /// <summary>Nobody waits for what failed.</summary>
    private void Fail(LogProblem? problem)
    {
        _trouble.Set(problem);
        lock (_gate)
        {
            _attempt.Complete();
        }
    }

    private void Attach(CancellationTokenSource connection)
    {
        lock (_gate)
        {
            (_connection, _isCaughtUp) = (connection, true);
            _attempt.Succeed();
        }
    }

    /// <summary>Whoever asks for the facts from now on waits for the next attempt. Under the gate.</summary>
    private void Detach()
    {
        (_connection, _isCaughtUp) = (null, false);
        _attempt.Renew();
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        var log = _deeper ?? _current;
        var isFirst = log.IsAtBegin;
        if (await _tails.CatchUpAsync(log, _jumps, ct))
        {
            _log.LogPlaceLost(_name);
        }

        _jumps = false;
        _nextDepth = isFirst ? LogTails.After(0, log.Facts.Lines) : _nextDepth;
        _deeper = null;
        lock (_gate)
        {
            _current = log;
        }
    }

    /// <summary>
    /// Looks in deeper tails for what the shallower one lacks. Each depth is read once, and none after the whole log.
    /// A tail that has more than the shallower one ends the connection, so that the next one goes on with it. What Docker fails to give is asked for again.
    /// </summary>
    private async Task DeepenAsync(CancellationTokenSource connection)
    {
        var backoff = Engine.NewBackoff();
        while (!connection.IsCancellationRequested)
        {
            try
            {
                await ReadDeeperAsync(connection);
                return;
            }
            catch (OperationCanceledException)
            {
                return; // The connection ended; the next one looks again.
            }
            catch (EngineException)
            {
                await Task.Delay(backoff.Next(), _time, connection.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadDeeperAsync(CancellationTokenSource connection)
    {
        if (!_isBeginRead && _nextDepth is not null && FactsSoFar.ChainName is null)
        {
            _chainName = (await _source.ReadBeginAsync(_container.Life!.Value.StartedAt, connection.Token)).ChainName;
            _isBeginRead = true;
        }

        var lines = FactsSoFar.Lines;
        while (_nextDepth is { } depth && LacksFacts)
        {
            await Task.Delay(Pause, _time, connection.Token);
            _log.LogReadingDeeper(_name, LogTails.Part(depth));
            var deeper = NewLog(Counted);
            if (!await _tails.ReadDeeperAsync(depth, deeper, connection.Token))
            {
                _nextDepth = null;
                _log.LogNotReadDeeper(_name, LogTails.Part(depth));
                return;
            }

            _nextDepth = LogTails.After(depth, deeper.Facts.Lines);
            if (deeper.Facts.Lines > lines)
            {
                _log.LogReadDeeper(_name, deeper.Facts.Lines);
                _deeper = deeper;
                await connection.CancelAsync();
                return;
            }
        }
    }
}
