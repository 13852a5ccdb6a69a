using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>Decisions that changed something.</summary>
internal sealed record DecisionList
{
    /// <summary>The latest first.</summary>
    public required ImmutableArray<DecisionEntry> Decisions { get; init; }
}
