namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes to the log what each endpoint's answer is worth, when that changes: once for all nodes.</summary>
/// <remarks>
/// A single endpoint's problem is part of the decision's line, so nothing is written. That one of the default list is down is normal: it is
/// written once, as information. Whether an endpoint is behind a node depends on the node, and is part of that node's decision.
/// </remarks>
/// <param name="hasDefaultEndpoints">The endpoints are those of the default list.</param>
/// <param name="log">The log.</param>
internal sealed class EndpointNotices(bool hasDefaultEndpoints, ILogger<EndpointNotices> log) : IProjection
{
    private static readonly (EndpointState State, bool HasTwoServers) Well = (EndpointState.Trusted, false);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, (EndpointState State, bool HasTwoServers)> _written = [];
    private readonly HashSet<int> _wereDown = [];

    /// <summary>Writes what has changed; that an endpoint is trusted from the beginning is no news.</summary>
    /// <param name="network">The endpoints.</param>
    /// <param name="chains">The chains of the nodes, as far as they are known. An endpoint is judged by the one that it suits best.</param>
    public void NetworkSeen(NetworkView network, ImmutableHashSet<string> chains)
    {
        if (network.Endpoints.Length == 1)
        {
            return;
        }

        var judged = chains.DefaultIfEmpty<string?>().Select(chain => network.Judge(new NodeKnowledge(chain))).ToArray();
        lock (_gate)
        {
            for (var i = 0; i < network.Endpoints.Length; i++)
            {
                Write(i, judged.Select(verdicts => verdicts[i]).MinBy(verdict => verdict.State));
            }
        }
    }

    private void Write(int index, EndpointVerdict verdict)
    {
        var now = (verdict.State, verdict.BackendsApart is not null);
        var isChange = now != _written.GetValueOrDefault(index, Well);
        _written[index] = now;
        if (!isChange || (verdict.State == EndpointState.Down && !_wereDown.Add(index) && hasDefaultEndpoints))
        {
            return;
        }

        var level = (verdict.State, hasDefaultEndpoints) switch
        {
            (EndpointState.Trusted, _) or (EndpointState.Down, true) => LogLevel.Information,
            _ => LogLevel.Warning,
        };
        log.EndpointChanged(level, verdict.Host, verdict.State, EndpointText.Of(verdict) is { } why ? $" ({why})" : "");
    }
}
