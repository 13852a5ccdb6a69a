using AlephZeroMonitor.Core.Network;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes to the log what each endpoint's word is worth for a node, when that changes.</summary>
/// <remarks>Of a single endpoint the decision itself tells, so nothing is written.</remarks>
internal sealed class EndpointLog(string name, ILogger log)
{
    private readonly Dictionary<int, EndpointState> _written = [];

    /// <summary>Writes what has changed; that an endpoint is trusted from the beginning is no news.</summary>
    /// <param name="network">The endpoints.</param>
    /// <param name="nodeChain">The name of the node's chain; null when unknown.</param>
    public void Write(NetworkView network, string? nodeChain)
    {
        if (network.Endpoints.Length == 1)
        {
            return;
        }

        for (var i = 0; i < network.Endpoints.Length; i++)
        {
            var (state, why) = network.Endpoints[i].Judge(nodeChain);
            if (state != _written.GetValueOrDefault(i, EndpointState.Trusted))
            {
                var level = state == EndpointState.Trusted ? LogLevel.Information : LogLevel.Warning;
                log.EndpointChanged(level, name, network.Endpoints[i].Host, state, why is null ? "" : $" ({why})");
            }

            _written[i] = state;
        }
    }
}
