using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Watching;

/// <summary>What the last check of a node showed.</summary>
internal sealed record NodeReport
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>What was seen.</summary>
    public required Observation Seen { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>By which settings.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The history's id of the last decision that changed something; null when it could not be saved.</summary>
    public required long? DecisionId { get; init; }

    /// <summary>When it was published, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public required long PublishedAt { get; init; }
}
