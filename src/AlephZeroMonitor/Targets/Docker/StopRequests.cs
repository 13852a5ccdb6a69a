namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Knows whether somebody else has asked one node's container to stop.</summary>
/// <remarks>
/// While `docker stop` waits for the time-out, inspect still says "running"; a restart then would start what its owner wants stopped.
/// The signals are known from the events that came while this process listened. What came before, or while the stream was broken, is asked for
/// once; where the answer does not reach back far enough, it is not known.
/// </remarks>
internal sealed class StopRequests
{
    /// <summary>A process that lives longer than its stop time-out and this after the signal was not being stopped.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>`docker stop --time` may give more than the container's own time-out: so much is waited for when a signal was seen.</summary>
    private static readonly TimeSpan LongestSeen = TimeSpan.FromMinutes(10);

    /// <summary>The same, where it is not known whether a signal was sent.</summary>
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromMinutes(2);

    /// <summary>The event of an end and the time of it that inspect shows differ by less.</summary>
    private static readonly TimeSpan SameEnd = TimeSpan.FromSeconds(5);

    /// <summary>How many signals are kept.</summary>
    private const int Capacity = 16;

    private static readonly int? Terminate = Signal.Number("SIGTERM");
    private static readonly int? Kill = Signal.Number("SIGKILL");
    private static readonly int?[] EndingSignals = [Signal.Number("SIGINT"), Signal.Number("SIGQUIT"), Kill, Terminate];

    private readonly EngineEvents _events;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<Sent> _sent = new();
    private (NodeLife Life, int Connection)? _known;
    private DateTimeOffset? _diedAt;
    private bool _isWanted;
    private long _wantedAt;

    /// <summary>When our own last restart went on, by Docker's clock; null when there was none.</summary>
    /// <remarks>A restart that fails leaves signals of its own in a life that goes on.</remarks>
    public (DateTimeOffset From, DateTimeOffset To)? OwnRestart { private get; set; }

    /// <summary>Listens.</summary>
    public StopRequests(EngineEvents events, TargetEvents own, TimeProvider time)
    {
        (_events, _time) = (events, time);
        own.ContainerHappened += OnHappened;
    }

    /// <summary>Whether somebody has asked this life to stop, and how long that stop can still last; null when not known.</summary>
    /// <param name="life">The running life.</param>
    /// <param name="container">Its container.</param>
    /// <param name="stopTimeout">How long the node gets to stop.</param>
    public async ValueTask<(OwnerStop Stop, TimeSpan? Left)> LookAsync(
        NodeLife life, ContainerView container, TimeSpan stopTimeout, CancellationToken ct)
    {
        var isKnown = await AskPastAsync(life, LongestOf(stopTimeout, LongestUnseen), ct);
        var longest = LongestOf(stopTimeout, LongestSeen);
        lock (_gate)
        {
            var began = Began(life);
            var left = OfOthers(_sent, container).Where(sent => !sent.IsOver && sent.At >= began)
                .Select(sent => longest - _time.GetElapsedTime(sent.Timestamp)).DefaultIfEmpty().Max();
            _isWanted &= !isKnown;
            return left > TimeSpan.Zero ? (OwnerStop.Pending, left) : isKnown ? (OwnerStop.No, null) : Unknown(LongestOf(stopTimeout, LongestUnseen));
        }
    }

    /// <summary>An action is about to be carried out: where nobody can know of a stop, one that may be going on is given its time.</summary>
    public void ActionIsWanted()
    {
        lock (_gate)
        {
            if (!_isWanted || _time.GetElapsedTime(_wantedAt) > LongestSeen)
            {
                (_isWanted, _wantedAt) = (true, _time.GetTimestamp());
            }
        }
    }

    /// <summary>Somebody has asked this container to stop since then, as far as this process has seen.</summary>
    /// <param name="since">A time stamp of the clock.</param>
    public bool HasComeSince(ContainerView container, long since)
    {
        lock (_gate)
        {
            return OfOthers(_sent, container).Any(sent => sent.Timestamp >= since);
        }
    }

    /// <summary>Somebody has asked this container to stop since then; null when that cannot be known.</summary>
    /// <param name="container">A container that has ended since then, which the events have to show.</param>
    /// <param name="since">By Docker's clock.</param>
    /// <param name="until">By when it has ended; null: now.</param>
    public async ValueTask<bool?> HasComeSinceAsync(ContainerView container, DateTimeOffset since, CancellationToken ct, DateTimeOffset? until = null)
    {
        var latest = until ?? DateTimeOffset.MaxValue;
        lock (_gate)
        {
            if (HasCome(_sent))
            {
                return true;
            }

            // Events come in order: who has listened without a break, and heard of the end, has heard of each signal before it.
            if (_known is var (life, connection) && connection == _events.Connection && life.StartedAt <= since && _diedAt > container.LastLifeEndedAt - SameEnd)
            {
                return false;
            }
        }

        if (container.LastLife is not { } last || await PastAsync(last.InstanceId, since, ct) is not { } past)
        {
            return null;
        }

        return HasCome(past.Events.Select(ToSent).OfType<Sent>()) ? true
            : past.IsWhole && past.Events.Any(happened => happened.Action == "die") ? false
            : null;

        bool HasCome(IEnumerable<Sent> all) => OfOthers(all, container).Any(sent => sent.At >= since && sent.At <= latest);
    }

    /// <summary>Our own restart has asked this container to stop, as far as this process has seen.</summary>
    public bool HasOwnCome(ContainerView container)
    {
        lock (_gate)
        {
            return Own(Stopping(_sent, container), container).Any();
        }
    }

    private static TimeSpan LongestOf(TimeSpan stopTimeout, TimeSpan least) => (stopTimeout > least ? stopTimeout : least) + Margin;

    /// <summary>When a life began; a start in the future proves that the clock was set back, and then all that came since counts.</summary>
    private DateTimeOffset Began(NodeLife life) => life.StartedAt <= _time.GetUtcNow() ? life.StartedAt : DateTimeOffset.MinValue;

    private (OwnerStop Stop, TimeSpan? Left) Unknown(TimeSpan longest) =>
        _isWanted && longest - _time.GetElapsedTime(_wantedAt) is { } left && left > TimeSpan.Zero ? (OwnerStop.Unknown, left) : (OwnerStop.No, null);

    private IEnumerable<Sent> OfOthers(IEnumerable<Sent> all, ContainerView container)
    {
        var stopping = Stopping(all, container);
        return stopping.Except(Own(stopping, container));
    }

    /// <summary>Docker sends the stop signal once for a restart, and then perhaps SIGKILL: what else came meanwhile is somebody else's.</summary>
    private IEnumerable<Sent> Own(Sent[] stopping, ContainerView container)
    {
        var within = stopping.Where(sent => sent.At >= OwnRestart?.From && sent.At <= OwnRestart?.To).ToArray();
        return within.Where(sent => sent.Signal == (container.StopSignal ?? Terminate)).Take(1)
            .Concat(within.Where(sent => sent.Signal == Kill).Take(1));
    }

    private static Sent[] Stopping(IEnumerable<Sent> all, ContainerView container) =>
    [
        .. all.Where(sent => sent.ContainerId == container.LastLife?.InstanceId && (EndingSignals.Contains(sent.Signal) || sent.Signal == container.StopSignal)),
    ];

    /// <summary>Asks for what this process has not heard itself; once for a life and a connection, unless the answer failed.</summary>
    /// <returns>All signals that matter are known.</returns>
    private async ValueTask<bool> AskPastAsync(NodeLife life, TimeSpan longest, CancellationToken ct)
    {
        var connection = _events.Connection;
        lock (_gate)
        {
            if (connection is not null && _known == (life, connection.Value))
            {
                return true;
            }
        }

        var (from, began) = (_time.GetUtcNow() - longest, Began(life));
        if (await PastAsync(life.InstanceId, began > from ? began : from, ct) is not { } past)
        {
            return false;
        }

        lock (_gate)
        {
            foreach (var happened in past.Events)
            {
                Add(happened);
            }

            _known = past.IsWhole && connection is { } same ? (life, same) : null;
            return past.IsWhole;
        }
    }

    private async ValueTask<PastEvents?> PastAsync(string containerId, DateTimeOffset since, CancellationToken ct)
    {
        try
        {
            return await _events.PastAsync(containerId, since, ct);
        }
        catch (EngineException)
        {
            return null;
        }
    }

    private void OnHappened(ContainerEvent? happened)
    {
        lock (_gate)
        {
            if (happened is not null)
            {
                Add(happened);
            }
        }
    }

    private void Add(ContainerEvent happened)
    {
        if (happened.Action is "die" or "start" or "destroy")
        {
            _diedAt = happened.Action == "die" ? happened.At : _diedAt;
            foreach (var ended in _sent.Where(sent => sent.At <= happened.At && sent.ContainerId == happened.ContainerId))
            {
                ended.IsOver = true;
            }
        }
        else if (ToSent(happened) is { } sent && !_sent.Any(known => known.At == sent.At && known.Signal == sent.Signal))
        {
            _sent.Enqueue(sent);
            if (_sent.Count > Capacity)
            {
                _sent.Dequeue();
            }
        }
    }

    private Sent? ToSent(ContainerEvent happened)
    {
        if (happened.Action != "kill" || Signal.Number(happened.Signal) is not { } signal)
        {
            return null;
        }

        var age = Math.Max(0, (_time.GetUtcNow() - happened.At).TotalSeconds);
        return new Sent(happened.ContainerId, signal, happened.At, _time.GetTimestamp() - (long)(age * _time.TimestampFrequency));
    }

    /// <summary>A signal that was sent.</summary>
    /// <param name="ContainerId">To which container.</param>
    /// <param name="Signal">Its number.</param>
    /// <param name="At">When, by Docker's clock.</param>
    /// <param name="Timestamp">The same, as a time stamp of this process's clock.</param>
    private sealed record Sent(string ContainerId, int Signal, DateTimeOffset At, long Timestamp)
    {
        /// <summary>The life that it was sent to has ended.</summary>
        public bool IsOver { get; set; }
    }
}
