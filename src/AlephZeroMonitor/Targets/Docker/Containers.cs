using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Looks at containers.</summary>
internal sealed class Containers(Engine engine, Settings settings)
{
    /// <summary>As the engine's own tools show ids.</summary>
    private const int ShortIdLength = 12;

    private readonly ConcurrentDictionary<string, NodeSettings> _settings = new();

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
            return new ContainerView(RunState.Unreachable) { UnreachableSaid = EngineFailure.Text(e) };
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
        NodeLife? last = Time(state.StartedAt) is { } startedAt ? new NodeLife(container.ID, startedAt) : null;
        return new ContainerView(status)
        {
            Life = status == RunState.Running ? last : null,
            LastLife = last,
            LastLifeEndedAt = Time(state.FinishedAt),
            StopTimeout = StopTimeout(container.Config?.StopTimeout),
            IsRemovedAtItsEnd = container.HostConfig?.AutoRemove == true,
            StopSignal = Signal.Number(container.Config?.StopSignal),
            Settings = status == RunState.Running ? SettingsOf(container) : null,
            LogDriver = container.HostConfig?.LogConfig?.Type ?? "",
        };
    }

    /// <summary>A container cannot change its labels; another one of that name can have others.</summary>
    private NodeSettings SettingsOf(ContainerInspectResponse container) => _settings.GetOrAdd(
        container.ID,
        static (_, given) =>
        {
            var (policy, problems) = SettingsReader.ReadLabels(given.Labels, given.Settings.Policy);
            var (rpc, metrics) = SettingsReader.ReadNodeUrls(given.Labels, given.Settings);
            return new NodeSettings(policy) { Addresses = new NodeAddresses(rpc, metrics), Problems = problems };
        },
        (Labels: container.Config?.Labels?.ToDictionary() ?? [], Settings: settings));

    /// <summary>A negative one is for ever.</summary>
    private static TimeSpan StopTimeout(TimeSpan? set) => set is not { } span ? ContainerView.DefaultStopTimeout
        : span < TimeSpan.Zero || span > ContainerView.LongestStopTimeout ? ContainerView.LongestStopTimeout
        : span;

    /// <summary>A time of the engine; null for the year 1, with which it says "never".</summary>
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;
}
