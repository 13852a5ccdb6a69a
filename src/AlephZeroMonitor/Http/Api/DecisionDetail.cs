using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A decision with its explanation.</summary>
internal sealed record DecisionDetail
{
    /// <summary>The decision.</summary>
    public required DecisionEntry Decision { get; init; }

    /// <summary>Why it is what it is, a sentence each.</summary>
    public required ImmutableArray<string> Explanation { get; init; }

    /// <summary>How each hold stood, in their order; empty when no restart was asked for.</summary>
    public required ImmutableArray<string> Holds { get; init; }

    /// <summary>Single changes of a setting that would have turned a restart into none, or none into a restart.</summary>
    public required ImmutableArray<string> WouldChange { get; init; }

    /// <summary>What it was made from.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }
}
