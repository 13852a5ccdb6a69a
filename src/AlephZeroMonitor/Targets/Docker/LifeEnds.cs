namespace AlephZeroMonitor.Targets.Docker;

/// <summary>How one node's last life ended, who asked for that, and what it logged last.</summary>
/// <remarks>Docker says how a life ended until the next begins; after that only the event does, if this process heard it.</remarks>
internal sealed class LifeEnds
{
    /// <summary>The event and the time of the end that inspect shows differ by less.</summary>
    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(5);

    /// <summary>A signal that came so long before the end did not lead to it.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(10);

    /// <summary>So long it is asked again who wanted it, while Docker may not have the event yet, or be busy.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromMinutes(2);

    private readonly Engine _engine;
    private readonly StopRequests _stops;
    private readonly TimeProvider _time;
    private volatile TargetEvent? _died;
    private NodeLife? _life;
    private LifeEnd? _known;

    /// <summary>Listens.</summary>
    public LifeEnds(Engine engine, StopRequests stops, TargetEvents own, TimeProvider time)
    {
        (_engine, _stops, _time) = (engine, stops, time);
        own.Happened += happened => _died = happened?.Kind == TargetEventKind.Ended ? happened : _died;
    }

    /// <summary>How the life that ended last did; null when that is not known.</summary>
    /// <param name="container">The container as it is now.</param>
    /// <param name="last">Our last action.</param>
    public async ValueTask<LifeEnd?> LookAsync(ContainerView container, LastAction? last, CancellationToken ct)
    {
        if (container is not { LastLife: { } present, LastLifeEndedAt: { } at })
        {
            return container.RunState == RunState.Unreachable ? _known : null;
        }

        if (_known?.At != at || (_known is { IsOurs: false, IsAskedFor: null } && _time.GetUtcNow() - at < RetryTime))
        {
            _known = EndOf(container, at) is { } end ? await CompleteAsync(end, container, Began(container, present, at), last, ct) : null;
        }

        _life = present;
        return _known;
    }

    private LifeEnd? EndOf(ContainerView container, DateTimeOffset at) =>
        (container.End ?? (_died is { } died && (died.At - at).Duration() < SameTime
            ? new LifeEnd(at, died.ExitCode, died.IsOutOfMemory, IsOurs: false)
            : null)) is { } end ? end with { RestartPolicy = container.RestartPolicy } : null;

    /// <summary>When the life that ended began; where that is not known, the time in which a stop of it can have been asked for.</summary>
    private DateTimeOffset Began(ContainerView container, NodeLife present, DateTimeOffset at)
    {
        var longest = at - (container.StopTimeout > LongestStop ? container.StopTimeout : LongestStop);
        var life = container.RunState == RunState.Running ? _life : present;
        return life is { StartedAt: var began } && began > longest && began < at ? began : longest;
    }

    private async ValueTask<LifeEnd> CompleteAsync(
        LifeEnd end, ContainerView container, DateTimeOffset began, LastAction? last, CancellationToken ct)
    {
        var id = container.LastLife!.Value.InstanceId;
        var isOurs = last is { Remedy: Remedy.Restart } && began < last.BegunAt && end.At >= last.BegunAt - OtherActors.ClockTolerance;
        var isLate = end.At > last?.EndedAt + OtherActors.ClockTolerance;
        bool? isAskedFor = isOurs && !isLate ? null : await _stops.HasComeSinceAsync(container, began, ct, end.At);
        isOurs = isOurs && (!isLate || (isAskedFor == false && _stops.HasOwnCome(container)));
        return end with
        {
            IsOurs = isOurs,
            IsAskedFor = isOurs ? null : isAskedFor,
            LastWords = await new LogEnd(new ContainerLog(_engine, id, container.IsTerminal, _time), _time).ReadLastWordsAsync(began, end.At, ct),
        };
    }
}
