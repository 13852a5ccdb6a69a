using System.Text.Json;
using AlephZeroMonitor.Commands.Doctor;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host.Privileges;
using AlephZeroMonitor.Targets.Docker;
using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor doctor</c>: looks at all that the monitor needs, and says how to mend what is wrong. It changes nothing.</summary>
internal static class DoctorCommand
{
    /// <summary>Exits with 1 when something keeps the monitor from its work, else with 0.</summary>
    public static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        if (SettingsSource.Read() is not var (settings, lookalikes))
        {
            return ExitCodes.Usage;
        }

        await using var services = LookingServices.Build(settings);
        List<Finding> findings = [.. lookalikes.Select(text => new Finding(FindingLevel.Warning, "settings", text))];
        findings.AddRange(new RightsCheckup(RootRights.Plan(settings), settings).Run());
        if (findings.All(finding => finding is not { Level: FindingLevel.Error, Subject: RightsCheckup.Socket }))
        {
            findings.AddRange(await new EngineCheckup(services.GetRequiredService<Engine>(), settings, TimeProvider.System).RunAsync(ct));
        }

        var endpoints = services.GetRequiredService<RpcNetwork>();
        await endpoints.StartAsync(ct);
        string? chain = null;
        foreach (var name in settings.ContainerNames)
        {
            var (seen, _) = await LookingServices.ObserveAsync(services, name, ct);
            chain ??= seen.Facts.ChainName;
            findings.AddRange(await new NodeCheckup(services.GetRequiredService<Engine>(), services.GetRequiredService<Containers>(), settings).RunAsync(name, seen, ct));
        }

        findings.AddRange((await endpoints.AskAsync(TimeSpan.FromMinutes(1), ct)).Endpoints.Select(endpoint => EndpointFinding(endpoint, chain)));
        await endpoints.StopAsync(CancellationToken.None);
        Write(findings, asJson);
        return findings.Any(finding => finding.Level == FindingLevel.Error) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static Finding EndpointFinding(EndpointView endpoint, string? chain)
    {
        var (state, why) = endpoint.Judge(chain);
        return state == EndpointState.Trusted
            ? new(FindingLevel.Ok, "endpoint", $"{endpoint.Host}: head {endpoint.Trust.Last?.Number}{(endpoint.Chain is { } name ? $" of {name}" : "")}")
            : new(FindingLevel.Error, "endpoint", $"{endpoint.Host}: {state}: {why}", "set RPC_URL to an endpoint of the node's chain that answers");
    }

    private static void Write(List<Finding> findings, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(findings, DoctorJson.Default.ListFinding));
            return;
        }

        var width = findings.Max(finding => finding.Subject.Length);
        foreach (var finding in findings)
        {
            Console.WriteLine($"{finding.Level.ToString().ToLowerInvariant(),-8} {finding.Subject.PadRight(width)}  {finding.Text}");
            if (finding.Mend is { } mend)
            {
                Console.WriteLine($"{"",-8} {"".PadRight(width)}  -> {mend}");
            }
        }
    }
}
