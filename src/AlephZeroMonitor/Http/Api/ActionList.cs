using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>What operators asked for.</summary>
internal sealed record ActionList
{
    /// <summary>The latest first.</summary>
    public required ImmutableArray<ActionEntry> Actions { get; init; }
}
