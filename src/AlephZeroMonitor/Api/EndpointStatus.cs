namespace AlephZeroMonitor.Api;

/// <summary>An endpoint of RPC_URL, without what may be a secret in its address.</summary>
internal sealed record EndpointStatus
{
    /// <summary>Scheme, host and port.</summary>
    public required string Host { get; init; }

    /// <summary>What its answers are worth; where that differs from node to node, the worst.</summary>
    public required EndpointState State { get; init; }

    /// <summary>Why, in words; null when it is trusted.</summary>
    public string? Why { get; init; }

    /// <summary>Its latest block; null while it is down.</summary>
    public uint? Head { get; init; }

    /// <summary>Its chain's name.</summary>
    public string? Chain { get; init; }

    /// <summary>How long its last answer took; null while it is down, and for one that sends heads by itself.</summary>
    public TimeSpan? Latency { get; init; }
}

/// <summary>The endpoints of RPC_URL.</summary>
/// <param name="Endpoints">The endpoints in the order of RPC_URL.</param>
internal sealed record EndpointList(ImmutableArray<EndpointStatus> Endpoints);
