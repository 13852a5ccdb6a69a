using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Host.Checkups;

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

        findings.AddRange(await NodeFindingsAsync(looking, settings.AreDefaultEndpoints, ct));
        Output.Write(findings, ReportJson.Default.ListFinding, asJson, () => Write(findings));
        return findings.Any(finding => finding.Level == FindingLevel.Error) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<List<Finding>> NodeFindingsAsync(LookingServices looking, bool areDefault, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var nodes = new List<NodeKnowledge>();
        foreach (var report in await looking.LookAsync(ct))
        {
            var seen = report.Seen;
            nodes.Add(new NodeKnowledge(seen.Facts.ChainName, seen.Node.Best, report.Policy.BlockLag20, seen.At));
            foreach (var checkup in looking.All<INodeCheckup>())
            {
                findings.AddRange(await checkup.RunAsync(report.Name, seen, ct));
            }
        }

        return [.. findings, .. looking.All<INetwork>().SelectMany(network => EndpointFindings.Of(network.View, nodes, areDefault))];
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
