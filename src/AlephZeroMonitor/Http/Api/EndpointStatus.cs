using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Http.Api;

/// <summary>An endpoint of RPC_URL, without what may be a secret in its address.</summary>
internal sealed record EndpointStatus
{
    /// <summary>Scheme, host and port.</summary>
    public required string Host { get; init; }

    /// <summary>What its word is worth; where that differs from node to node, the worst.</summary>
    public required EndpointState State { get; init; }

    /// <summary>Why, when it is not trusted.</summary>
    public string? Why { get; init; }

    /// <summary>Its latest block; null while it is down.</summary>
    public uint? Head { get; init; }

    /// <summary>Its chain's name.</summary>
    public string? Chain { get; init; }

    /// <summary>Seconds that its last answer took; null while it is down, and for one that tells by itself.</summary>
    public double? LatencySeconds { get; init; }
}
