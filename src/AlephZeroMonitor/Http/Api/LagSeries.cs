using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>How lags went: for each step the greatest.</summary>
internal sealed record LagSeries
{
    /// <summary>Seconds of a step.</summary>
    public required long StepSeconds { get; init; }

    /// <summary>The begin of each step that has a value, in seconds since 1970.</summary>
    public required ImmutableArray<long> At { get; init; }

    /// <summary>The nodes.</summary>
    public required ImmutableArray<NodeLag> Nodes { get; init; }
}
