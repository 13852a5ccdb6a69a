using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>The endpoints of RPC_URL.</summary>
internal sealed record EndpointList
{
    /// <summary>In the order of RPC_URL.</summary>
    public required ImmutableArray<EndpointStatus> Endpoints { get; init; }
}
