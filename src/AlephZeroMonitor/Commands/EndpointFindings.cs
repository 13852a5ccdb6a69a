using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Commands;

/// <summary>What <c>doctor</c> says of the endpoints: judged as the watch judges them, for the nodes' chains and by the nodes' blocks.</summary>
internal static class EndpointFindings
{
    private const string Subject = "endpoint";

    /// <summary>A finding for each endpoint. One that does not count is an error only when none does; of the default list, some are expected to be down.</summary>
    /// <param name="network">The endpoints.</param>
    /// <param name="nodes">What is known of the nodes. An endpoint is judged by the one that it suits best.</param>
    /// <param name="areDefault">The endpoints are those of the default list.</param>
    public static IEnumerable<Finding> Of(NetworkView network, IReadOnlyCollection<NodeKnowledge> nodes, bool areDefault)
    {
        var judged = nodes.DefaultIfEmpty(new NodeKnowledge(null)).Select(network.Judge).ToArray();
        var verdicts = network.Endpoints.Select((_, i) => judged.Select(verdicts => verdicts[i]).MinBy(verdict => verdict.State)).ToArray();
        var isOneGood = verdicts.Any(verdict => verdict.State == EndpointState.Trusted);
        return verdicts.Zip(network.Endpoints, (verdict, endpoint) => Of(verdict, endpoint, isOneGood, areDefault));
    }

    private static Finding Of(EndpointVerdict verdict, EndpointView endpoint, bool isOneGood, bool areDefault)
    {
        var (ofChain, what) = (endpoint.Chain is { } name ? $" of {name}" : "", $"{endpoint.Host}: {verdict.State}: {EndpointText.Of(verdict)}");
        return verdict.State switch
        {
            EndpointState.Trusted => new(FindingLevel.Ok, Subject, $"{endpoint.Host}: head {verdict.Block}{ofChain}"),
            EndpointState.Down when isOneGood && areDefault => new(FindingLevel.Ok, Subject, $"{what}; others of the default list answer"),
            _ when isOneGood => new(FindingLevel.Warning, Subject, what, "remove it from RPC_URL or fix it; the others are enough until then"),
            _ => new(FindingLevel.Error, Subject, what, "set RPC_URL to an endpoint of the node's chain that answers"),
        };
    }
}
