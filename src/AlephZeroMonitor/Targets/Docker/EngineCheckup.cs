using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Checks whether Docker answers, its version, its clock and its events, and how the monitor's own container is kept.</summary>
internal sealed class EngineCheckup(Engine engine, Containers containers, EngineClock clock, Settings settings, TimeProvider time) : ICheckup
{
    private const string Subject = "engine";
    private const string Monitor = "monitor";

    /// <summary>A volume without a name of its own has so many hexadecimal digits for one, and is never used again.</summary>
    private const int AnonymousLength = 64;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) => settings.WatchesContainers && SocketFile.IsUsable(settings.DockerHost)
        ? [await FindAsync(VersionFindingAsync, ct), await FindAsync(ClockFindingAsync, ct), await FindAsync(EventsFindingAsync, ct), .. await LabelFindingsAsync(ct), .. await OwnFindingsAsync(ct)]
        : []; // The checkup of rights says why it can't be used.

    private async Task<Finding> FindAsync(Func<CancellationToken, Task<Finding>> find, CancellationToken ct)
    {
        try
        {
            return await find(ct);
        }
        catch (Exception e) when (EngineFailure.From("GET", e) is { } failure)
        {
            var (kind, asked, said) = failure;
            return kind is EngineFailureKind.Refused or EngineFailureKind.NotFound
                ? new(FindingLevel.Warning, Subject, $"it, or a proxy before it, refuses {asked}: {said}", $"let the proxy allow {asked}")
                : new(
                    FindingLevel.Error, Subject, $"it doesn't answer at {settings.DockerHost}: {said}",
                    "systemctl status docker; or set DOCKER_HOST to where it listens");
        }
    }

    private async Task<Finding[]> LabelFindingsAsync(CancellationToken ct) => settings.WatchLabel is { } label
        ? [await FindAsync(async token => (await containers.WatchedAsync(token)).Except(settings.Containers).Count() switch
        {
            0 => new(FindingLevel.Warning, Subject, $"no container has the label {label} (WATCH_LABEL)", $"docker run --label {label} …"),
            var count => new(FindingLevel.Ok, Subject, $"{count} containers have the label {label}"),
        }, ct)]
        : [];

    private async Task<IEnumerable<Finding>> OwnFindingsAsync(CancellationToken ct)
    {
        try
        {
            return OtherMonitors.OwnId is { } id ? OwnFindings(await engine.GetAsync($"/containers/{id}/json", ct), settings.DataDirectory) : [];
        }
        catch (Exception e) when (e is EngineException or OddFieldException)
        {
            return []; // Those above say what is wrong.
        }
    }

    /// <summary>What would be lost with the monitor's container. One that goes with its verb, and those that others than Docker keep, are left out.</summary>
    internal static IEnumerable<Finding> OwnFindings(JsonElement container, string dataDirectory)
    {
        var labels = container.Texts("Config.Labels");
        if (container.Flag("HostConfig.AutoRemove") || SwarmTask.NodeName(labels) is not null || labels.ContainsKey("PODMAN_SYSTEMD_UNIT"))
        {
            yield break;
        }

        var policy = container.Text("HostConfig.RestartPolicy.Name") is { Length: > 0 } name ? name : "no";
        yield return policy is "always" or "unless-stopped"
            ? new(FindingLevel.Ok, Monitor, $"Docker starts it again after a crash or a reboot (restart policy {policy})")
            : new(
                FindingLevel.Warning, Monitor, $"nothing starts it again after a reboot (restart policy {policy})",
                $"docker update --restart unless-stopped {container.Text("Name")?.TrimStart('/')}");
        if (!container.Items("Mounts").Any(mount => mount.Text("Destination") == dataDirectory && mount.Text("Name")?.Length != AnonymousLength))
        {
            yield return new(
                FindingLevel.Warning, Monitor, $"{dataDirectory} has no volume of its own: the history is lost when the container is created again",
                $"docker run -v alephzero-monitor:{dataDirectory} …");
        }
    }

    private async Task<Finding> VersionFindingAsync(CancellationToken ct)
    {
        var version = await engine.GetAsync("/version", ct);
        return new(FindingLevel.Ok, Subject, $"version {version.At("Version")}, API {version.At("ApiVersion")}, at {settings.DockerHost}");
    }

    private async Task<Finding> ClockFindingAsync(CancellationToken ct) => await clock.CompareAsync(ct) is { } difference
        ? new(FindingLevel.Warning, "clock", difference, "timedatectl set-ntp true, on both machines")
        : new(FindingLevel.Ok, "clock", "Docker's clock and this one agree");

    /// <summary>Without events, a stop by somebody else is not seen while it goes on.</summary>
    private async Task<Finding> EventsFindingAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var answer = await engine.OpenAsync(HttpMethod.Get, $"/events?since={now}&until={now}", null, ct);
        return new(FindingLevel.Ok, Subject, "its events can be read");
    }
}
