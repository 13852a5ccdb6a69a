using System.Net;
using AlephZeroMonitor.Core.Logs;
using Docker.DotNet;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Docker;

/// <summary>Follows the log of one node life and keeps its facts; attaches again, with back-off, when the stream breaks, and counts each line once.</summary>
/// <remarks>
/// Each connection first reads up to the log's present end, then follows. What the first tail lacks is looked for in deeper ones, beside the
/// following; a deeper tail is read into a log of its own, which then takes the place of the shallower one by the same way as after a break.
/// So there is one way from lines to facts, whatever was read when.
/// </remarks>
internal sealed class LogFollower : IAsyncDisposable
{
    private readonly ContainerView _container;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LogTails _tails;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Task _following;
    private ResumableLog _current;
    private ResumableLog? _deeper;
    private int? _nextDepth;

    /// <summary>Starts to follow.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="container">A running container.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where breaks of the stream are reported.</param>
    public LogFollower(Engine engine, ContainerView container, TimeProvider time, ILogger log)
    {
        var life = container.Life ?? throw new ArgumentException("The container isn't running", nameof(container));
        (_container, _time, _log) = (container, time, log);
        _tails = new LogTails(new ContainerLog(engine, life.ContainerId), time, _gate);
        _current = NewLog();
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Completes when the past has been read, or can't be.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>The facts by now.</summary>
    public NodeFacts Facts
    {
        get
        {
            lock (_gate)
            {
                return _current.Facts;
            }
        }
    }

    /// <summary>Why the log can't be read, for people; null when it can.</summary>
    public string? Problem { get; private set; }

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
    private ResumableLog NewLog()
    {
        var startedAt = _container.Life!.Value.StartedAt;
        var isUsable = _container.PreviousLifeEndedAt < startedAt && startedAt <= _time.GetUtcNow();
        return new ResumableLog(isUsable ? startedAt - ((startedAt - _container.PreviousLifeEndedAt!.Value) / 2) : null);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await Task.Yield();
        var backoff = new Backoff();
        while (!ct.IsCancellationRequested)
        {
            var goesOnDeeper = false;
            try
            {
                goesOnDeeper = await ConnectAsync(backoff, ct);
            }
            catch (Exception e) when (ct.IsCancellationRequested && (e is OperationCanceledException || EngineFailure.Is(e)))
            {
                return;
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotImplemented)
            {
                Problem = $"the log driver \"{_container.LogDriver}\" can't be read back ({EngineFailure.Text(e)}): run the node with json-file, local or journald";
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
                // The container is gone; whoever watches it will see that.
            }
            catch (Exception e) when (EngineFailure.Is(e))
            {
                _log.LogStreamLost(EngineFailure.Text(e));
            }

            _caughtUp.TrySetResult();
            if (!goesOnDeeper)
            {
                await Task.Delay(backoff.Next(), _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Reads up to the present, then follows until the stream breaks or a deeper log is there.</summary>
    /// <returns>A deeper log is there.</returns>
    private async Task<bool> ConnectAsync(Backoff backoff, CancellationToken ct)
    {
        await CatchUpAsync(ct);
        Problem = null;
        _caughtUp.TrySetResult();
        backoff.Reset();
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var deepening = DeepenAsync(connection);
        try
        {
            await _tails.FollowAsync(_current, connection.Token);
        }
        catch (Exception e) when (_deeper is not null && (e is OperationCanceledException || EngineFailure.Is(e)))
        {
            // Go on with the deeper log.
        }
        finally
        {
            await connection.CancelAsync();
            await deepening;
        }

        return _deeper is not null;
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        var log = _deeper ?? _current;
        var isFirst = log.IsAtBegin;
        if (!await _tails.CatchUpAsync(log, ct))
        {
            _log.LogPlaceLost();
            (log, isFirst) = (NewLog(), true);
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
        var lines = Facts.Lines;
        try
        {
            while (_nextDepth is { } depth && Facts.NodeStartedAt is null)
            {
                var deeper = NewLog();
                var isRead = await _tails.ReadDeeperAsync(depth, deeper, connection.Token);
                _nextDepth = isRead ? LogTails.After(depth, deeper.Facts.Lines) : null;
                if (isRead && deeper.Facts.Lines > lines)
                {
                    _log.LogReadDeeper(deeper.Facts.Lines);
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
