using System.Net;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host;
using Docker.DotNet;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Follows the log of one node life and keeps its facts; attaches again, with back-off, when the stream breaks, and counts each line once.</summary>
/// <remarks>
/// Each connection first reads up to the log's present end, then follows. What the first tail lacks is looked for in deeper ones, beside the
/// following; a deeper tail is read into a log of its own, which then takes the place of the shallower one by the same way as after a break.
/// So there is one way from lines to facts, whatever was read when.
/// </remarks>
internal sealed class LogFollower : IAsyncDisposable
{
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
    private CancellationTokenSource? _connection;
    private bool _isCaughtUp;

    /// <summary>Starts to follow.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="container">A running container.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where breaks of the stream are reported.</param>
    /// <param name="counted">The lines that the followers of earlier lives counted; null: there were none.</param>
    public LogFollower(string name, Engine engine, ContainerView container, TimeProvider time, ILogger log, LineCounts? counted = null)
    {
        var life = container.Life ?? throw new ArgumentException("The container isn't running", nameof(container));
        (_name, _container, _time, _log) = (name, container, time, log);
        _tails = new LogTails(new ContainerLog(engine, life.InstanceId), time, _gate);
        _current = NewLog(counted);
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Completes when the log has been read up to the present, or when that failed.</summary>
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

    /// <summary>It ended by a bug; <see cref="DisposeAsync"/> throws it.</summary>
    public bool HasFailed => _following.IsFaulted;

    /// <summary>
    /// The facts by now; null while the stream isn't attached, or its past is still being read: what was known before a break says nothing of a node
    /// that went on meanwhile, and would make it look frozen.
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
    /// Reads the log's end once more, on a new connection, before anybody relies on the facts: the engine (seen with 20.10) may forget for a minute
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    /// <summary>
    /// Where this life's lines begin: half-way between the end of the life before and this start, since the engine takes both times a little
    /// away from the lines themselves. A start in the future proves that the clock was set back; then times can't part the lives.
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

    private async Task FollowAsync(CancellationToken ct)
    {
        await Task.Yield();
        var backoff = Engine.NewBackoff();
        while (!ct.IsCancellationRequested)
        {
            var isFailure = true;
            try
            {
                if (await ConnectAsync(backoff, ct))
                {
                    continue;
                }

                isFailure = false;
            }
            catch (Exception e) when (ct.IsCancellationRequested && (e is OperationCanceledException || EngineFailure.Is(e)))
            {
                return;
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotImplemented)
            {
                Problem = new LogProblem(LogProblemKind.Driver, EngineFailure.Text(e), _container.LogDriver);
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
                // The container is gone; whoever watches it will see that.
            }
            catch (DockerApiException e) when (e.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
            {
                Problem = new LogProblem(LogProblemKind.Refused, EngineFailure.Text(e));
            }
            catch (Exception e) when (EngineFailure.Is(e))
            {
                _log.LogStreamLost(_name, EngineFailure.Text(e));
            }

            if (isFailure)
            {
                EndAttempt();
            }

            await Task.Delay(backoff.Next(), _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                _attempt = _attempt.Task.IsCompleted ? NewAttempt() : _attempt;
            }
        }
    }

    /// <summary>Reads up to the present, then follows until the stream breaks, or is to be attached anew.</summary>
    /// <returns>The latter.</returns>
    private async Task<bool> ConnectAsync(Backoff backoff, CancellationToken ct)
    {
        await CatchUpAsync(ct);
        Problem = null;
        backoff.Reset();
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Attach(connection);
        var deepening = DeepenAsync(connection);
        try
        {
            await _tails.FollowAsync(_current, connection.Token);
            return false;
        }
        catch (Exception e) when (connection.IsCancellationRequested && !ct.IsCancellationRequested && (e is OperationCanceledException || EngineFailure.Is(e)))
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

    private void Attach(CancellationTokenSource connection)
    {
        lock (_gate)
        {
            (_connection, _isCaughtUp) = (connection, true);
            _attempt.TrySetResult();
        }
    }

    /// <summary>Whoever asks for the facts from now on waits for the next attempt. Under the gate.</summary>
    private void Detach()
    {
        (_connection, _isCaughtUp) = (null, false);
        _attempt = _attempt.Task.IsCompleted ? NewAttempt() : _attempt;
    }

    /// <summary>Nobody waits for what failed; a stream that merely ended is attached again in a moment.</summary>
    private void EndAttempt()
    {
        lock (_gate)
        {
            _attempt.TrySetResult();
        }
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        var log = _deeper ?? _current;
        var isFirst = log.IsAtBegin;
        if (!await _tails.CatchUpAsync(log, ct))
        {
            _log.LogPlaceLost(_name);
            (log, isFirst) = (NewLog(Counted), true);
            await _tails.CatchUpAsync(log, ct);
        }

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
        catch (Exception e) when (e is OperationCanceledException || EngineFailure.Is(e))
        {
            // The connection ended or broke; the next one looks again.
        }
    }
}
