using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Checks whether Docker answers, its version, its clock, and its events.</summary>
internal sealed class EngineCheckup(Engine engine, Containers containers, EngineClock clock, Settings settings, TimeProvider time) : ICheckup
{
    private const string Subject = "engine";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) => settings.WatchesContainers && SocketFile.IsUsable(settings.DockerHost)
        ? [await FindAsync(VersionFindingAsync, ct), await FindAsync(ClockFindingAsync, ct), await FindAsync(EventsFindingAsync, ct), .. await LabelFindingsAsync(ct)]
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
