using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Follows the log of one node life and keeps its facts; attaches again, with back-off, when the stream breaks, and counts each line once.</summary>
/// <remarks>
/// Each connection first reads up to the log's end, then follows. What the first tail lacks is looked for in deeper ones, beside the
/// following; a deeper tail is read into a log of its own, which then takes the place of the shallower one in the same way as after a break.
/// So there is one way from lines to facts, whatever was read when.
/// </remarks>
internal sealed class LogFollower : IAsyncDisposable
{
    /// <summary>A followed log whose last line is so much older than its newest one is read from its end.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>How old the last line is before it is worth comparing it with the newest.</summary>
    private static readonly TimeSpan SuspectDelay = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(45);

    private readonly string _name;
    private readonly ContainerView _container;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LogTails _tails;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Task _following;
    private ResumableLog _current;
    private ResumableLog? _deeper;
    private int? _nextDepth;
    private TaskCompletionSource _attempt = NewAttempt();
    private long _attemptBeganAt;
    private TimeSpan _slowestAttempt;
    private CancellationTokenSource? _connection;
    private bool _isCaughtUp;
    private bool _jumps;
    private string? _lost;

    /// <summary>Starts to follow.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="engine">Docker.</param>
    /// <param name="container">A running container.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where breaks of the stream are written.</param>
    /// <param name="counted">The lines that the followers of earlier lives counted; null: there were none.</param>
    public LogFollower(string name, Engine engine, ContainerView container, TimeProvider time, ILogger log, LineCounts? counted = null)
    {
        var life = container.Life ?? throw new ArgumentException("The container isn't running", nameof(container));
        (_name, _container, _time, _log) = (name, container, time, log);
        _tails = new LogTails(new ContainerLog(engine, life.InstanceId, container.IsTerminal), time, _gate);
        _current = NewLog(counted);
        _attemptBeganAt = time.GetTimestamp();
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Completes when the log has been read up to its end, or when that failed.</summary>
    public Task CaughtUp
    {
        get
        {
            lock (_gate)
            {
                return _attempt.Task;
            }
        }
    }

    /// <summary>How long it is worth waiting for <see cref="CaughtUp"/>, by how long it took so far.</summary>
    public TimeSpan Limit => TimeSpan.FromTicks(Math.Clamp(3 * _slowestAttempt.Ticks, ShortestPatience.Ticks, LongestPatience.Ticks));

    /// <summary>It ended by a bug; <see cref="DisposeAsync"/> throws it.</summary>
    public bool HasFailed => _following.IsFaulted;

    /// <summary>
    /// The facts by now; null while the stream is not attached, or the log's end was not reached: what was known before a break would make a node
    /// that went on meanwhile look frozen.
    /// </summary>
    public NodeFacts? Facts
    {
        get
        {
            lock (_gate)
            {
                return _isCaughtUp ? _current.Facts : null;
            }
        }
    }

    /// <summary>The lines that this follower and those before it counted, attached or not. It never shrinks.</summary>
    public LineCounts Counted
    {
        get
        {
            lock (_gate)
            {
                return _current.Counted;
            }
        }
    }

    /// <summary>Why the log cannot be read; null when it can.</summary>
    public LogProblem? Problem { get; private set; }

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
        if (await IsBehindAsync(ct))
        {
            _jumps = true;
            await ReattachAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    /// <summary>
    /// Lines after the midpoint between the end before and this start belong to this life; Docker's two times are not exact.
    /// A start in the future proves that the clock was set back; then times cannot part the lives.
    /// </summary>
    private ResumableLog NewLog(LineCounts? counted)
    {
        var startedAt = _container.Life!.Value.StartedAt;
        var isUsable = _container.LastLifeEndedAt < startedAt && startedAt <= _time.GetUtcNow();
        return new ResumableLog(isUsable ? startedAt - ((startedAt - _container.LastLifeEndedAt!.Value) / 2) : null, counted);
    }

    private NodeFacts FactsSoFar
    {
        get
        {
            lock (_gate)
            {
                return _current.Facts;
            }
        }
    }

    private static TaskCompletionSource NewAttempt() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> IsBehindAsync(CancellationToken ct)
    {
        long last;
        lock (_gate)
        {
            last = _isCaughtUp && _tails.IsBusy ? _current.LastStamp : 0;
        }

        var age = _time.GetUtcNow() - new LogTime(last).At;
        try
        {
            return last != 0 && age > SuspectDelay && await _tails.NewestAsync(ct) is { } newest && new LogTime(newest).Since(new LogTime(last)) > LongestDelay;
        }
        catch (Exception e) when (e is EngineException or LogUnreadableException)
        {
            return false;
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
                Fail(ProblemOf(e.Failure));
            }

            await Task.Delay(backoff.Next(), _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                RenewAttempt();
            }
        }
    }

    /// <summary>Reads up to the end, then follows until the stream breaks, or is to be attached again.</summary>
    /// <returns>The latter.</returns>
    private async Task<bool> ConnectAsync(Backoff backoff, CancellationToken ct)
    {
        await CatchUpAsync(ct);
        Succeed();
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

    /// <summary>A container that is gone is no problem of its log: whoever looks at it will see that.</summary>
    private LogProblem? ProblemOf(EngineFailure failure) => failure.Kind switch
    {
        EngineFailureKind.NotImplemented => new(LogProblemKind.Driver, failure.Said, _container.LogDriver),
        EngineFailureKind.NotFound => null,
        EngineFailureKind.Refused => new(LogProblemKind.Refused, failure.Said),
        EngineFailureKind.NoAnswer => new(LogProblemKind.Slow, failure.Said),
        _ => new(LogProblemKind.Failed, failure.Said),
    };

    /// <summary>Nobody waits for what failed. It is written when it changes; what the decision shows as unreadable for good is not written here.</summary>
    private void Fail(LogProblem? problem)
    {
        Problem = problem;
        if (problem is { Kind: LogProblemKind.Failed, Said: { } said } && said != _lost)
        {
            _lost = said;
            _log.LogStreamLost(_name, said);
        }

        lock (_gate)
        {
            _attempt.TrySetResult();
        }
    }

    private void Succeed()
    {
        Problem = null;
        if (_lost is not null)
        {
            _lost = null;
            _log.LogStreamBack(_name);
        }
    }

    private void Attach(CancellationTokenSource connection)
    {
        lock (_gate)
        {
            (_connection, _isCaughtUp) = (connection, true);
            var took = _time.GetElapsedTime(_attemptBeganAt);
            _slowestAttempt = took > _slowestAttempt ? took : _slowestAttempt;
            _attempt.TrySetResult();
        }
    }

    /// <summary>Whoever asks for the facts from now on waits for the next attempt. Under the gate.</summary>
    private void Detach()
    {
        (_connection, _isCaughtUp) = (null, false);
        RenewAttempt();
    }

    /// <summary>Under the gate.</summary>
    private void RenewAttempt()
    {
        if (_attempt.Task.IsCompleted)
        {
            (_attempt, _attemptBeganAt) = (NewAttempt(), _time.GetTimestamp());
        }
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
    /// Looks for the life's start banner in deeper tails; nothing before it counts. Each depth is read once, and none after the whole log.
    /// A tail that has more than the shallower one ends the connection, so that the next one goes on with it.
    /// </summary>
    private async Task DeepenAsync(CancellationTokenSource connection)
    {
        var lines = FactsSoFar.Lines;
        try
        {
            while (_nextDepth is { } depth && FactsSoFar.NodeStartedAt is null)
            {
                _log.LogReadingDeeper(_name, LogTails.Part(depth));
                var deeper = NewLog(Counted);
                var isRead = await _tails.ReadDeeperAsync(depth, deeper, connection.Token);
                _nextDepth = isRead ? LogTails.After(depth, deeper.Facts.Lines) : null;
                if (isRead && deeper.Facts.Lines > lines)
                {
                    _log.LogReadDeeper(_name, deeper.Facts.Lines);
                    _deeper = deeper;
                    await connection.CancelAsync();
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or EngineException)
        {
            // The connection ended or broke; the next one looks again.
        }
    }
}
