using System.Globalization;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Something that happened to a container.</summary>
/// <param name="ContainerId">The container's id.</param>
/// <param name="Name">Its name at that moment.</param>
/// <param name="Action">The engine's word for it: start, die, kill, destroy, rename, pause, …</param>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="Signal">The signal that was sent, for a kill.</param>
/// <param name="ExitCode">The exit code, for a die.</param>
internal sealed record ContainerEvent(string ContainerId, string Name, string Action, DateTimeOffset At, string? Signal = null, string? ExitCode = null)
{
    /// <summary>The event in the words of every target.</summary>
    /// <param name="outOfMemory">Knows whether a life that ended was killed for memory.</param>
    public TargetEvent ToTargetEvent(OutOfMemory outOfMemory)
    {
        var isOutOfMemory = outOfMemory.Take(this);
        return Action switch
        {
            "oom" => new(TargetEventKind.OutOfMemory, At),
            "die" => new(TargetEventKind.Ended, At)
            {
                ExitCode = int.TryParse(ExitCode, CultureInfo.InvariantCulture, out var code) ? code : null,
                IsOutOfMemory = isOutOfMemory,
            },
            "start" => new(TargetEventKind.Started, At),
            "kill" => new(TargetEventKind.Signalled, At) { Detail = Signal },
            "destroy" => new(TargetEventKind.Removed, At),
            "rename" => new(TargetEventKind.Renamed, At) { Detail = Name },
            "health_status: unhealthy" => new(TargetEventKind.Unhealthy, At),
            "health_status: healthy" => new(TargetEventKind.Healthy, At),
            _ => new(TargetEventKind.Other, At) { Detail = Action },
        };
    }
}

/// <summary>Whether a container that ended was killed for memory: it ran out of memory shortly before, its exit code is that of a killed process, and nobody else sent a signal.</summary>
internal sealed class OutOfMemory
{
    /// <summary>The exit code of a process that was killed: 128 and the signal's number.</summary>
    private const string Killed = "137";

    /// <summary>A process that the kernel kills ends when its memory is freed; the container may outlive the loss of another process by far.</summary>
    private static readonly TimeSpan LongestKill = TimeSpan.FromSeconds(30);

    private DateTimeOffset? _at;

    /// <summary>Takes an event.</summary>
    /// <returns>Whether it is the end of a life that was killed for memory.</returns>
    public bool Take(ContainerEvent happened)
    {
        var before = _at;
        _at = happened.Action switch
        {
            "oom" => happened.At,
            "kill" or "die" => null,
            _ => before,
        };
        return happened is { Action: "die", ExitCode: Killed } && happened.At - before < LongestKill;
    }
}
