namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The events of one node's container.</summary>
internal sealed class TargetEvents : IDisposable
{
    /// <summary>The exit code of a process that was killed: 128 and the signal's number.</summary>
    private const int Killed = 137;

    /// <summary>A process that the kernel kills ends when its memory is freed; a container may outlive the loss of another process by far.</summary>
    private static readonly TimeSpan LongestKill = TimeSpan.FromSeconds(30);

    private readonly string _name;
    private readonly EngineEvents _events;
    private DateTimeOffset? _outOfMemoryAt;

    /// <summary>Listens.</summary>
    public TargetEvents(string name, EngineEvents events)
    {
        (_name, _events) = (name, events);
        events.Happened += OnHappened;
    }

    /// <summary>See <see cref="ITarget.Happened"/>.</summary>
    public event Action<TargetEvent?>? Happened;

    /// <summary>The same, before it is translated; comes first.</summary>
    public event Action<ContainerEvent?>? ContainerHappened;

    /// <summary>The id of the container that was last seen under the name: one that was renamed keeps it.</summary>
    public string? ContainerId { get; set; }

    public void Dispose() => _events.Happened -= OnHappened;

    private void OnHappened(ContainerEvent? happened)
    {
        if (happened is null || happened.Name == _name || happened.ContainerId == ContainerId)
        {
            ContainerHappened?.Invoke(happened);
            Happened?.Invoke(happened is null ? null : Translate(happened));
        }
    }

    private TargetEvent Translate(ContainerEvent happened)
    {
        var isOutOfMemory = IsOutOfMemory(happened);
        return happened.Action switch
        {
            "start" => new(TargetEventKind.Started, happened.At),
            "die" => new(TargetEventKind.Ended, happened.At) { ExitCode = ExitCode(happened), IsOutOfMemory = isOutOfMemory },
            "kill" => new(TargetEventKind.Signalled, happened.At) { Detail = happened.Signal },
            "oom" => new(TargetEventKind.OutOfMemory, happened.At),
            "destroy" => new(TargetEventKind.Removed, happened.At),
            "rename" => new(TargetEventKind.Renamed, happened.At) { Detail = happened.Name },
            "health_status: unhealthy" => new(TargetEventKind.Unhealthy, happened.At),
            "health_status: healthy" => new(TargetEventKind.Healthy, happened.At),
            _ => new(TargetEventKind.Other, happened.At) { Detail = happened.Action },
        };
    }

    /// <summary>Its main process was killed for memory: shortly before, with the exit code of a kill, and nobody sent a signal since.</summary>
    private bool IsOutOfMemory(ContainerEvent happened)
    {
        var before = _outOfMemoryAt;
        _outOfMemoryAt = happened.Action switch
        {
            "oom" => happened.At,
            "kill" or "die" => null,
            _ => before,
        };
        return happened.Action == "die" && ExitCode(happened) == Killed && happened.At - before < LongestKill;
    }

    private static int? ExitCode(ContainerEvent happened) =>
        int.TryParse(happened.ExitCode, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null;
}
