using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>How a node's lag went.</summary>
internal sealed record NodeLag
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>Blocks behind, for each step; null where it is not known.</summary>
    public required ImmutableArray<uint?> Lag { get; init; }
}
