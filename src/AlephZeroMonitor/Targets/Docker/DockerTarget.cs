namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A node that runs as a container.</summary>
internal sealed class DockerTarget(
    string name, Containers containers, TargetEvents events, FollowedLog log, OtherActors others, LifeEnds ends) : ITarget
{
    private ContainerView _container = new(RunState.Missing);

    public event Action<TargetEvent?>? Happened
    {
        add => events.Happened += value;
        remove => events.Happened -= value;
    }

    public TimeSpan LongestAction => Actuator.LongestFor(_container);

    public TimeSpan LongestStop => _container.StopTimeout;

    public async ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct)
    {
        var container = await InspectAsync(ct);
        others.Know(last, container);
        if (!container.IsDependant)
        {
            await log.FollowAsync(container);
        }

        var parent = container.ParentId is { } id ? await containers.InspectAsync(id, ct) : null;
        var view = new TargetView
        {
            RunState = container.RunState,
            UnreachableSaid = container.UnreachableSaid,
            Life = container.Life,
            EndedLife = container.RunState == RunState.Stopped ? container.LastLife : null,
            End = await ends.LookAsync(container, last, ct),
            StandingByFor = await others.FindActingMonitorAsync(container, ct),
            IsDependant = container.IsDependant,
            DependsOn = [.. container.DependsOn.Union(parent is { Name: { Length: > 0 } name } ? [name] : [])],
            ParentDown = parent is { RunState: not (RunState.Running or RunState.Unreachable) } ? NameOf(parent, container) : null,
        };
        view = container switch
        {
            { Life: { } life } => await others.OwnerStopAsync(life, container, ct) is var (stop, left) ? view with { OwnerStop = stop, OwnerStopFor = left } : view,
            { RunState: RunState.Stopped } => view with { StopCause = await others.StopCauseAsync(container, last, ct) },
            _ => view,
        };
        return new TargetLook(view, container.Settings);
    }

    /// <summary>A container that was removed has only its id.</summary>
    private static string NameOf(ContainerView parent, ContainerView container) =>
        parent.Name is { Length: > 0 } name ? name : container.ParentId![..Math.Min(Containers.ShortIdLength, container.ParentId!.Length)];

    public ValueTask<LogView> ReadLogAsync(CancellationToken ct) => log.ReadAsync(ct);

    public async ValueTask RefreshLogAsync(CancellationToken ct)
    {
        others.ActionIsWanted();
        await log.RefreshAsync();
    }

    public ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => log.ReadLastMinuteAsync(life, ct);

    public ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct) => others.Actuator.RestartAsync(name, life, ct);

    public ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct) => others.Actuator.StartAsync(endedLife, ct);

    public ValueTask DisposeAsync()
    {
        events.Dispose();
        others.Forget();
        return log.DisposeAsync();
    }

    private async Task<ContainerView> InspectAsync(CancellationToken ct)
    {
        using var step = Steps.Begin("inspect");
        var container = await containers.InspectAsync(name, ct);
        if (container.LastLife is { } life)
        {
            events.ContainerId = life.InstanceId;
            _container = container;
        }

        return container;
    }
}
