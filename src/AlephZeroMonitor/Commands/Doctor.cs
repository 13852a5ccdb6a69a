using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Commands;

/// <summary>Runs all checkups: those of the machine, those of each node, and the endpoints as the nodes need them.</summary>
internal sealed class Doctor(IEnumerable<ICheckup> checkups, IEnumerable<INodeCheckup> nodeCheckups, INetwork network, Settings settings) : IDoctor
{
    public async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<NodeReport> reports, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var checkup in checkups)
        {
            findings.AddRange(await checkup.RunAsync(ct));
        }

        var nodes = new List<NodeKnowledge>();
        foreach (var report in reports)
        {
            var seen = report.Seen;
            nodes.Add(new NodeKnowledge(seen.Facts.ChainName, seen.Node.Best, report.Policy.BlockLag20, seen.At));
            foreach (var checkup in nodeCheckups)
            {
                findings.AddRange(await checkup.RunAsync(report.Name, seen, ct));
            }
        }

        return [.. findings, .. EndpointFindings.Of(network.View, nodes, settings.AreDefaultEndpoints)];
    }
}
