using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;

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
        var (settings, notices) = await SettingsSource.ReadAsync(ct);
        await using var looking = await LookingServices.StartAsync(settings, ct);
        List<Finding> findings = [.. notices.Select(text => new Finding(FindingLevel.Warning, "settings", text))];
        foreach (var checkup in looking.All<ICheckup>())
        {
            findings.AddRange(await checkup.RunAsync(ct));
        }

        findings.AddRange(await NodeFindingsAsync(looking, ct));
        Output.Write(findings, ReportJson.Default.ListFinding, asJson, () => Write(findings));
        return findings.Any(finding => finding.Level == FindingLevel.Error) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<List<Finding>> NodeFindingsAsync(LookingServices looking, CancellationToken ct)
    {
        var findings = new List<Finding>();
        string? chain = null;
        foreach (var report in await looking.LookAsync(ct))
        {
            chain ??= report.Seen.Facts.ChainName;
            foreach (var checkup in looking.All<INodeCheckup>())
            {
                findings.AddRange(await checkup.RunAsync(report.Name, report.Seen, ct));
            }
        }

        return [.. findings, .. looking.All<INetwork>().SelectMany(network => network.View.Endpoints).Select(endpoint => EndpointFinding(endpoint, chain))];
    }

    private static Finding EndpointFinding(EndpointView endpoint, string? chain)
    {
        var verdict = endpoint.Judge(chain);
        var ofChain = endpoint.Chain is { } name ? $" of {name}" : "";
        return verdict.State == EndpointState.Trusted
            ? new(FindingLevel.Ok, "endpoint", $"{endpoint.Host}: head {endpoint.Trust.Last?.Number}{ofChain}")
            : new(
                FindingLevel.Error,
                "endpoint",
                $"{endpoint.Host}: {verdict.State}: {EndpointText.Of(verdict)}",
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
