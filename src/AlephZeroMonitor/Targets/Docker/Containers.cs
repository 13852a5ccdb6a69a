using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AlephZeroMonitor.Core;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Looks at containers.</summary>
internal sealed class Containers(Engine engine)
{
    /// <summary>As the engine's own tools show ids.</summary>
    private const int ShortIdLength = 12;

    private readonly ConcurrentDictionary<string, int> _stopSignals = new();

    /// <summary>The signal by which a container is stopped, when it has set one; null also for one that was not inspected yet.</summary>
    /// <param name="containerId">The container.</param>
    public int? StopSignalOf(string containerId) => _stopSignals.TryGetValue(containerId, out var signal) ? signal : null;

    /// <summary>Inspects a container. Every failure is a value.</summary>
    /// <param name="nameOrId">The container's name or id.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<ContainerView> InspectAsync(string nameOrId, CancellationToken ct)
    {
        try
        {
            var container = await engine.AskAsync((client, timeout) => client.Containers.InspectContainerAsync(nameOrId, timeout), ct);
            return IsMeant(container, nameOrId) ? View(container) : new ContainerView(RunState.Missing);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return new ContainerView(RunState.Missing);
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            engine.Disconnect();
            return new ContainerView(RunState.Unreachable) { Problem = EngineFailure.Text(e) };
        }
    }

    /// <summary>The engine takes any beginning of an id for a name that no container has; that would be another container than the one that is missing.</summary>
    private static bool IsMeant(ContainerInspectResponse container, string nameOrId) =>
        container.Name?.TrimStart('/') == nameOrId || (nameOrId.Length >= ShortIdLength && container.ID.StartsWith(nameOrId, StringComparison.Ordinal));

    private ContainerView View(ContainerInspectResponse container)
    {
        var state = container.State ?? new State();
        var status = state switch
        {
            { Restarting: true } => RunState.Restarting,
            { Paused: true } => RunState.Paused,
            { Running: true } => RunState.Running,
            _ => RunState.Stopped,
        };
        if (Signal.Number(container.Config?.StopSignal) is { } signal)
        {
            _stopSignals[container.ID] = signal;
        }

        NodeLife? last = Time(state.StartedAt) is { } startedAt ? new NodeLife(container.ID, startedAt) : null;
        return new ContainerView(status)
        {
            Life = status == RunState.Running ? last : null,
            LastLife = last,
            LifeEndedAt = Time(state.FinishedAt),
            StopTimeout = StopTimeout(container.Config?.StopTimeout),
            IsRemovedAtItsEnd = container.HostConfig?.AutoRemove == true,
            Labels = container.Config?.Labels?.ToDictionary() ?? [],
            LogDriver = container.HostConfig?.LogConfig?.Type ?? "",
        };
    }

    /// <summary>A negative one is for ever.</summary>
    private static TimeSpan StopTimeout(TimeSpan? set) => set is not { } span ? ContainerView.EngineStopTimeout
        : span < TimeSpan.Zero || span > ContainerView.LongestStopTimeout ? ContainerView.LongestStopTimeout
        : span;

    /// <summary>A time of the engine; null for the year 1, with which it says "never".</summary>
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;
}
