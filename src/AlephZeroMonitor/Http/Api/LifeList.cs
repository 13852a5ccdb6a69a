using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>Lives of nodes.</summary>
internal sealed record LifeList
{
    /// <summary>The latest first.</summary>
    public required ImmutableArray<LifeEntry> Lives { get; init; }
}
