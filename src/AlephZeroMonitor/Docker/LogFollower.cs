using System.Net;
using AlephZeroMonitor.Core.Logs;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Docker;

/// <summary>Follows the log of one node life and keeps its facts; attaches again, with back-off, when the stream breaks.</summary>
internal sealed class LogFollower : IAsyncDisposable
{
    /// <summary>Lines of the past that are read when attaching. The engine seeks them from the end, whatever the log's size.</summary>
    private const string Tail = "20000";

    /// <summary>After so long an attached stream counts as caught up, though the line that was the last one did not come: it may have been rotated away.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(30);

    private const int BufferSize = 128 * 1024;

    private readonly Engine _engine;
    private readonly string _containerId;
    private readonly ContainerView _container;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Task _following;
    private NodeLog _nodeLog;
    private TaskCompletionSource _attempt = NewAttempt();
    private long? _attachedAt;
    private bool _isCaughtUp;

    /// <summary>Starts to follow.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="container">A running container.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where breaks of the stream are reported.</param>
    public LogFollower(Engine engine, ContainerView container, TimeProvider time, ILogger log)
    {
        var life = container.Life ?? throw new ArgumentException("The container isn't running", nameof(container));
        (_engine, _containerId, _container, _time, _log) = (engine, life.ContainerId, container, time, log);
        _nodeLog = NewNodeLog();
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Completes when the past has been read, or when that failed.</summary>
    public Task CaughtUp => Volatile.Read(ref _attempt).Task;

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
                return _attachedAt is { } at && (_isCaughtUp || _time.GetElapsedTime(at) > LongestCatchUp) ? _nodeLog.Facts : null;
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
    private NodeLog NewNodeLog()
    {
        var startedAt = _container.Life!.Value.StartedAt;
        var isUsable = _container.PreviousLifeEndedAt < startedAt && startedAt <= _time.GetUtcNow();
        return new NodeLog(isUsable ? startedAt - ((startedAt - _container.PreviousLifeEndedAt!.Value) / 2) : null);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await Task.Yield();
        var backoff = new Backoff();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ReadStreamAsync(backoff, ct);
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
            finally
            {
                lock (_gate)
                {
                    (_attachedAt, _isCaughtUp) = (null, false);
                }

                _attempt.TrySetResult();
            }

            await Task.Delay(backoff.Next(), _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Volatile.Write(ref _attempt, NewAttempt());
        }
    }

    private async Task ReadStreamAsync(Backoff backoff, CancellationToken ct)
    {
        var client = await _engine.ConnectAsync(ct);
        var marker = new LastLineMarker(await LastLineAsync(client, ct));
        using var stream = await client.Containers.GetContainerLogsAsync(_containerId, Parameters(Tail, follow: true), ct);
        await using var closing = ct.Register(stream.Dispose);
        Problem = null;
        backoff.Reset();
        var nodeLog = NewNodeLog();
        lock (_gate)
        {
            (_nodeLog, _attachedAt, _isCaughtUp) = (nodeLog, _time.GetTimestamp(), marker.IsReached);
        }

        var buffer = new byte[BufferSize];
        while (true)
        {
            if (marker.IsReached)
            {
                _attempt.TrySetResult();
            }

            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, ct);
            if (read.EOF || read.Count == 0)
            {
                return;
            }

            var bytes = buffer.AsMemory(0, read.Count);
            lock (_gate)
            {
                nodeLog.Append(bytes.Span, read.Target == MultiplexedStream.TargetStream.StandardError ? LogSource.Error : LogSource.Output);
                if (!_isCaughtUp)
                {
                    marker.Take(bytes.Span);
                    _isCaughtUp = marker.IsReached;
                }
            }
        }
    }

    private static TaskCompletionSource NewAttempt() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<byte[]> LastLineAsync(DockerClient client, CancellationToken ct)
    {
        using var stream = await client.Containers.GetContainerLogsAsync(_containerId, Parameters("1", follow: false), ct);
        await using var closing = ct.Register(stream.Dispose);
        var buffer = new byte[LastLineMarker.StampLength];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadOutputAsync(buffer, length, buffer.Length - length, ct);
            if (read.EOF || read.Count == 0)
            {
                break;
            }

            length += read.Count;
        }

        return buffer[..length];
    }

    private static ContainerLogsParameters Parameters(string tail, bool follow) => new()
    {
        ShowStdout = true,
        ShowStderr = true,
        Timestamps = true,
        Tail = tail,
        Follow = follow,
    };
}
