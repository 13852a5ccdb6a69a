using System.Collections.Concurrent;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Knows which containers somebody has told to end, and that have not ended yet.</summary>
/// <remarks>
/// While `docker stop` waits for the time-out, inspect still says "running"; a restart then would start what its owner wanted stopped.
/// </remarks>
internal sealed class StopRequests
{
    private static readonly int?[] EndingSignals = [Signal.Number("SIGINT"), Signal.Number("SIGQUIT"), Signal.Number("SIGKILL"), Signal.Number("SIGTERM")];
    private static readonly string[] Endings = ["die", "start", "destroy"];

    /// <summary>A process that lives on longer than its stop time-out and this after the signal was not being stopped.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, long> _signalledAt = new();
    private readonly ConcurrentDictionary<string, long> _lastSignalledAt = new();
    private readonly EngineEvents _events;
    private readonly Containers _containers;
    private readonly TimeProvider _time;

    /// <summary>Listens to the engine's events.</summary>
    public StopRequests(EngineEvents events, Containers containers, TimeProvider time)
    {
        (_events, _containers, _time) = (events, containers, time);
        events.Happened += Take;
    }

    private bool IsPending(string containerId, TimeSpan stopTimeout) =>
        _signalledAt.TryGetValue(containerId, out var at) && _time.GetElapsedTime(at) < stopTimeout + Margin;

    /// <summary>Somebody has told this life to end, whether this process was there then or not.</summary>
    /// <param name="life">The life.</param>
    /// <param name="stopTimeout">How long the engine waits before it kills it.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<bool> IsPendingAsync(NodeLife life, TimeSpan stopTimeout, CancellationToken ct)
    {
        var longest = _time.GetUtcNow() - stopTimeout - Margin;
        try
        {
            return IsPending(life.InstanceId, stopTimeout) || await HasComeSinceAsync(life.InstanceId, life.StartedAt > longest ? life.StartedAt : longest, ct);
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return false; // whoever can't ask can't restart either
        }
    }

    /// <summary>Somebody has told this container to end since then, whether it has ended or not.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="since">A time stamp of the clock.</param>
    public bool HasComeSince(string containerId, long since) => _lastSignalledAt.TryGetValue(containerId, out var at) && at >= since;

    /// <summary>Somebody has told this container to end since then, whether this process was there or not; as far as the engine remembers.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="since">By the engine's clock.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<bool> HasComeSinceAsync(string containerId, DateTimeOffset since, CancellationToken ct) =>
        (await _events.PastAsync(containerId, since, ct)).Any(IsRequest);

    /// <summary>A signal that ends any process, or the one by which this container is stopped.</summary>
    private bool IsRequest(ContainerEvent happened) =>
        happened.Action == "kill" && Signal.Number(happened.Signal) is { } signal
        && (EndingSignals.Contains(signal) || signal == _containers.StopSignalOf(happened.ContainerId));

    private void Take(ContainerEvent? happened)
    {
        if (happened is null)
        {
            _signalledAt.Clear();
        }
        else if (IsRequest(happened))
        {
            _signalledAt[happened.ContainerId] = _lastSignalledAt[happened.ContainerId] = _time.GetTimestamp();
        }
        else if (Endings.Contains(happened.Action))
        {
            _signalledAt.TryRemove(happened.ContainerId, out _);
            if (happened.Action == "destroy")
            {
                _lastSignalledAt.TryRemove(happened.ContainerId, out _);
            }
        }
    }
}
