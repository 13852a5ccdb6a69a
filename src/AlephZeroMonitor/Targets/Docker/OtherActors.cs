namespace AlephZeroMonitor.Targets.Docker;

/// <summary>What others do with one node: other monitors, and whoever stops it.</summary>
internal sealed class OtherActors(string name, OtherMonitors monitors, StopRequests stops, Actuator actuator)
{
    /// <summary>How far our clock and Docker's may differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private string? _actingMonitor;
    private (NodeLife Ended, LastAction Last, StopCause Cause)? _known;

    /// <summary>Who acts on the node for this monitor.</summary>
    public Actuator Actuator => actuator;

    /// <summary>The other monitor that acts on the node; null when this one does. While the node does not run, or Docker does not say it, what was known stays.</summary>
    public async ValueTask<string?> FindActingMonitorAsync(ContainerView container, CancellationToken ct)
    {
        try
        {
            return _actingMonitor = container.Life is { } life ? await monitors.FindActingAsync(new(name, container.Labels), life.InstanceId, ct) : _actingMonitor;
        }
        catch (EngineException)
        {
            return _actingMonitor;
        }
    }

    /// <summary>
    /// What our last action was: signals of its own are nobody else's. A graceful restart that nobody saw to its end had sent its signal from within the
    /// container, so those that Docker knows of are its owner's.
    /// </summary>
    public void Know(LastAction? last, ContainerView container) => stops.OwnRestart =
        last is { Remedy: Remedy.Restart } && (last.EndedAt is not null || !container.IsGraceful) ? Span(last, container) : null;

    /// <inheritdoc cref="StopRequests.LookAsync"/>
    public ValueTask<(OwnerStop Stop, TimeSpan? Left)> OwnerStopAsync(NodeLife life, ContainerView container, CancellationToken ct) =>
        stops.LookAsync(life, container, container.StopTimeout, ct);

    /// <inheritdoc cref="StopRequests.ActionIsWanted"/>
    public void ActionIsWanted() => stops.ActionIsWanted();

    /// <summary>The node is not watched any more.</summary>
    public void Forget() => monitors.Forget(name);

    /// <summary>Why a stopped node is stopped. What was certain once stays: Docker soon forgets what it was asked for.</summary>
    public async ValueTask<StopCause> StopCauseAsync(ContainerView container, LastAction? last, CancellationToken ct)
    {
        if (last is null || container.LastLife is not { } ended)
        {
            return StopCause.None;
        }

        // Swarm starts the next one.
        if (container.IsSwarmTask)
        {
            return StopCause.Other;
        }

        if (_known is { } known && (known.Ended, known.Last) == (ended, last))
        {
            return known.Cause;
        }

        var cause = await FindCauseAsync(container, ended, last, ct);
        _known = cause == StopCause.Unknown ? _known : (ended, last, cause);
        return cause;
    }

    private ValueTask<StopCause> FindCauseAsync(ContainerView container, NodeLife ended, LastAction last, CancellationToken ct) => last switch
    {
        { Remedy: Remedy.Start } when ended == last.Life => ValueTask.FromResult(StopCause.OurRestart),
        _ when ended == last.Life => CauseOfEndAsync(container, last, ct),
        _ => CauseOfNewEndAsync(container, ended, last, ct),
    };

    /// <summary>When our restart can have sent signals: until its end, or until another life began.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Span(LastAction last, ContainerView container) => (
        last.BegunAt - ClockTolerance,
        container.LastLife is { } life && life != last.Life ? life.StartedAt
            : last.EndedAt + ClockTolerance ?? last.BegunAt + Actuator.LongestFor(container));

    /// <summary>
    /// The life that our restart was to end has ended, and no other began: by us, when it ended while the restart went on, or later by a signal
    /// of the restart. Where nobody saw how that went on, only a signal of ours from within the container, of which Docker knows nothing, can have left
    /// it stopped: Docker itself completes a restart.
    /// </summary>
    private async ValueTask<StopCause> CauseOfEndAsync(ContainerView container, LastAction last, CancellationToken ct)
    {
        var (earliest, latest) = Span(last, container);
        return container.LastLifeEndedAt is not { } endedAt || endedAt < earliest || (endedAt > latest && !stops.HasOwnCome(container)) ? StopCause.Other
            : last.EndedAt is not null && endedAt <= latest ? StopCause.OurRestart
            : container.IsGraceful || endedAt > latest ? Cause(await stops.HasComeSinceAsync(container, earliest, ct), StopCause.OurRestart)
            : StopCause.Other;
    }

    /// <summary>A life that our action began has ended: by itself, when that was soon and nobody asked for it.</summary>
    private async ValueTask<StopCause> CauseOfNewEndAsync(ContainerView container, NodeLife ended, LastAction last, CancellationToken ct)
    {
        var earliest = last.BegunAt - ClockTolerance;
        var latest = last.EndedAt + Actuator.ConfirmationTimeout ?? last.BegunAt + Actuator.LongestFor(container);
        return ended.StartedAt < earliest || container.LastLifeEndedAt is not { } endedAt || endedAt < earliest || endedAt > latest
            ? StopCause.Other
            : Cause(await stops.HasComeSinceAsync(container, ended.StartedAt, ct), StopCause.AfterOurStart);
    }

    private static StopCause Cause(bool? isAskedFor, StopCause otherwise) => isAskedFor switch
    {
        true => StopCause.Other,
        false => otherwise,
        null => StopCause.Unknown,
    };
}
