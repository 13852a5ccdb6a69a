using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>All nodes.</summary>
internal sealed record NodeList
{
    /// <summary>The monitor's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The nodes by name.</summary>
    public required ImmutableArray<NodeStatus> Nodes { get; init; }
}
