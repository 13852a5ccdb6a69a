using AlephZeroMonitor.Commands.Doctor;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Targets.Docker;
using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// <c>alephzero-monitor doctor</c>: looks at all that the monitor needs, and says how to mend what is wrong. It changes nothing.
/// </summary>
internal static class DoctorCommand
{
    public static Verb Create() => new(
        "doctor",
        "Check all that the monitor needs, and say how to mend what is wrong.",
        (parsed, ct) => RunAsync(parsed.GetValue(Inputs.Json), ct),
        Inputs.Json);

    /// <summary>Exits with 1 when something keeps the monitor from its work, else with 0.</summary>
    private static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        var (settings, notices) = SettingsSource.Read();
        await using var services = LookingServices.Build(settings);
        List<Finding> findings = [.. notices.Select(text => new Finding(FindingLevel.Warning, "settings", text))];
        foreach (var checkup in services.GetServices<ICheckup>())
        {
            findings.AddRange(await checkup.RunAsync(ct));
        }

        findings.AddRange(await NodeFindingsAsync(services, settings, ct));
        Output.Write(findings, ReportJson.Default.ListFinding, asJson, () => Write(findings));
        return findings.Any(finding => finding.Level == FindingLevel.Error) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<List<Finding>> NodeFindingsAsync(IServiceProvider services, Settings settings, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var endpoints = services.GetRequiredService<RpcNetwork>();
        await endpoints.StartAsync(ct);
        var checkup = new NodeCheckup(services.GetRequiredService<Engine>(), services.GetRequiredService<Containers>(), settings);
        string? chain = null;
        foreach (var name in settings.ContainerNames)
        {
            var (seen, _) = await LookingServices.ObserveAsync(services, name, ct);
            chain ??= seen.Facts.ChainName;
            findings.AddRange(await checkup.RunAsync(name, seen, ct));
        }

        var network = await endpoints.AskAsync(TimeSpan.FromMinutes(1), ct);
        findings.AddRange(network.Endpoints.Select(endpoint => EndpointFinding(endpoint, chain)));
        await endpoints.StopAsync(CancellationToken.None);
        return findings;
    }

    private static Finding EndpointFinding(EndpointView endpoint, string? chain)
    {
        var (state, why) = endpoint.Judge(chain);
        var ofChain = endpoint.Chain is { } name ? $" of {name}" : "";
        return state == EndpointState.Trusted
            ? new(FindingLevel.Ok, "endpoint", $"{endpoint.Host}: head {endpoint.Trust.Last?.Number}{ofChain}")
            : new(
                FindingLevel.Error, "endpoint", $"{endpoint.Host}: {state}: {why}",
                "set RPC_URL to an endpoint of the node's chain that answers");
    }

    private static void Write(List<Finding> findings)
    {
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
