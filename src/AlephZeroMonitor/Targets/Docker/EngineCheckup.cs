using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Host.Privileges;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Checks whether Docker answers, its version, and its clock.</summary>
internal sealed class EngineCheckup(Engine engine, RightsCheckup rights, Settings settings, TimeProvider time) : ICheckup
{
    private const string Subject = "engine";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        if (!rights.CanUseSocket)
        {
            return []; // The other checkup says so.
        }

        var findings = new List<Finding>();
        try
        {
            var version = await engine.AskAsync((client, timeout) => client.System.GetVersionAsync(timeout), ct);
            findings.Add(new(FindingLevel.Ok, Subject, $"version {version.Version}, API {version.APIVersion}, at {settings.DockerHost}"));
            findings.Add(await ClockFindingAsync(ct));
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            findings.Add(new(FindingLevel.Error, Subject, $"it doesn't answer at {settings.DockerHost}: {EngineFailure.Text(e)}", "systemctl status docker; or set DOCKER_HOST to where it listens"));
        }

        return findings;
    }

    private async Task<Finding> ClockFindingAsync(CancellationToken ct)
    {
        return await new EngineClock(engine, time).CompareAsync(ct) is { } difference
            ? new(FindingLevel.Warning, "clock", difference, "timedatectl set-ntp true, on both machines")
            : new(FindingLevel.Ok, "clock", "the engine's clock and this one agree");
    }
}
