using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A decision with its explanation.</summary>
internal sealed record DecisionDetail
{
    /// <summary>The decision.</summary>
    public required DecisionEntry Decision { get; init; }

    /// <summary>Why it is what it is, a sentence each.</summary>
    public required ImmutableArray<string> Explanation { get; init; }

    /// <summary>What it was made from.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }
}
