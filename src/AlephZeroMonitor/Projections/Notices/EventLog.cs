using System.Collections.Concurrent;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Targets.Docker;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes what happens to the nodes' containers, and tells our own restarts from others'.</summary>
internal sealed class EventLog(TimeProvider time, ILogger<EventLog> log)
{
    /// <summary>An event can arrive a little after the call that caused it has returned.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    /// <summary>The exit code of a process that was killed: 128 and the signal's number.</summary>
    private const string Killed = "137";

    /// <summary>A process that the kernel kills ends when its memory is freed; the container may outlive the loss of another process by far.</summary>
    private static readonly TimeSpan LongestKill = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, long?> _actionEndedAt = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _outOfMemoryAt = new();

    /// <summary>What happens to this node's container from now on is our doing.</summary>
    public void ActionBegins(string name) => _actionEndedAt[name] = null;

    /// <summary>And from now on it isn't.</summary>
    public void ActionEnds(string name) => _actionEndedAt[name] = time.GetTimestamp();

    /// <summary>Writes an event; nothing for null, which only says that the engine's connection is new.</summary>
    /// <returns>How the node's life ended, when that is what happened.</returns>
    public LifeEnd? Write(string name, ContainerEvent? happened)
    {
        if (happened is null)
        {
            return null;
        }

        var isOutOfMemory = IsOutOfMemory(name, happened);
        var isOurs = _actionEndedAt.TryGetValue(name, out var endedAt) && (endedAt is not { } at || time.GetElapsedTime(at) < Delay);
        var who = isOurs ? "by this monitor" : "by somebody else, or by its restart policy";
        var (level, what) = happened.Action switch
        {
            "oom" => (LogLevel.Warning, "ran out of memory"),
            "die" => (isOurs ? LogLevel.Information : LogLevel.Warning, Death(happened, isOutOfMemory)),
            "start" => (LogLevel.Information, $"was started {who}"),
            "kill" when !isOurs => (LogLevel.Information, $"was sent signal {happened.Signal} by somebody else"),
            "destroy" => (LogLevel.Warning, "was removed"),
            "rename" => (LogLevel.Warning, $"was renamed to {happened.Name}"),
            "health_status: unhealthy" => (LogLevel.Warning, "is unhealthy, by its own health check"),
            "health_status: healthy" => (LogLevel.Information, "is healthy, by its own health check"),
            _ => (LogLevel.Debug, happened.Action),
        };
        log.Happened(level, name, happened.At, what);
        return happened.Action == "die" ? new LifeEnd(happened.At, int.TryParse(happened.ExitCode, out var code) ? code : null, isOutOfMemory, isOurs ? LifeEnd.ByMonitor : "somebody else, or itself") : null;
    }

    /// <summary>Its main process was killed for memory: shortly before, with the exit code that tells of it, and nobody else sent a signal since.</summary>
    private bool IsOutOfMemory(string name, ContainerEvent happened)
    {
        switch (happened.Action)
        {
            case "oom":
                _outOfMemoryAt[name] = happened.At;
                return false;
            case "kill":
                _outOfMemoryAt.TryRemove(name, out _);
                return false;
            default:
                return happened.Action == "die" && _outOfMemoryAt.TryRemove(name, out var at)
                    && happened.ExitCode == Killed && happened.At - at < LongestKill;
        }
    }

    private static string Death(ContainerEvent happened, bool isOutOfMemory) =>
        $"ended with exit code {happened.ExitCode}{(isOutOfMemory ? ", killed by the kernel for memory" : "")}";
}
