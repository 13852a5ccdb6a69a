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
    private readonly ConcurrentDictionary<string, (NodeLife Life, long? DoubtedSince)> _asked = new();
    private readonly EngineEvents _events;
    private readonly Containers _containers;
    private readonly TimeProvider _time;

    /// <summary>Listens to the engine's events.</summary>
    public StopRequests(EngineEvents events, Containers containers, TimeProvider time)
    {
        (_events, _containers, _time) = (events, containers, time);
        events.Happened += Take;
    }

    /// <summary>Whether somebody has asked this life to stop, and it has not ended yet; also before this process was there.</summary>
    /// <param name="life">The life.</param>
    /// <param name="stopTimeout">How long the engine waits before it kills it.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    /// <returns>Unknown at most for as long as a stop can last.</returns>
    public async Task<OwnerStop> LookAsync(NodeLife life, TimeSpan stopTimeout, CancellationToken ct)
    {
        var longest = stopTimeout + Margin;
        if (_signalledAt.TryGetValue(life.InstanceId, out var at) && _time.GetElapsedTime(at) < longest)
        {
            return OwnerStop.Pending;
        }

        var isKnown = _asked.TryGetValue(life.InstanceId, out var asked) && asked.Life == life;
        if (isKnown && asked.DoubtedSince is null)
        {
            return OwnerStop.No;
        }

        var doubtedSince = isKnown ? asked.DoubtedSince!.Value : _time.GetTimestamp();
        if (_time.GetElapsedTime(doubtedSince) >= longest)
        {
            return OwnerStop.No;
        }

        var since = _time.GetUtcNow() - longest;
        var answer = await AskAsync(life, life.StartedAt > since ? life.StartedAt : since, ct);
        _asked[life.InstanceId] = (life, answer == OwnerStop.Unknown ? doubtedSince : null);
        return answer;
    }

    private async Task<OwnerStop> AskAsync(NodeLife life, DateTimeOffset since, CancellationToken ct)
    {
        try
        {
            if (!await HasComeSinceAsync(life.InstanceId, since, ct))
            {
                return OwnerStop.No;
            }

            _signalledAt.TryAdd(life.InstanceId, _time.GetTimestamp());
            return OwnerStop.Pending;
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return OwnerStop.Unknown;
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
            // What happened while nobody listened is asked for. What was seen stays so until the life ends.
            foreach (var known in _asked.Where(each => each.Value.DoubtedSince is null))
            {
                _asked.TryRemove(known);
            }
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
