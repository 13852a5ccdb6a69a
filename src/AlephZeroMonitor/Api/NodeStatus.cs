using System.Collections.Immutable;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Api;

/// <summary>A node as its last check showed it. Before its first check nearly all of it is null.</summary>
internal sealed record NodeStatus
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>The last check is at most CHECK_INTERVAL and a minute old.</summary>
    public bool IsFresh { get; init; }

    /// <summary>What the last check decided.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The decision in words.</summary>
    public string? Summary { get; init; }

    /// <summary>The saved decision that brought the node's present state about: see /api/v1/decisions/{id}. Null when it could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>The facts from the log of the node's present life. In lists and events without `trail` and `evidence`.</summary>
    public NodeFacts? Facts { get; init; }

    /// <summary>The settings that it is judged by now, its labels and an operator's dry run included.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The node's present life; null unless it is running.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>Until when an operator paused the node's restarts; null when it is not paused.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>How often restarts helped it, by reason, of all that the history keeps.</summary>
    public ImmutableArray<HelpShare> Help { get; init; } = [];
}

/// <summary>All nodes.</summary>
/// <param name="At">The monitor's clock.</param>
/// <param name="Nodes">The nodes by name.</param>
internal sealed record NodeList(DateTimeOffset At, ImmutableArray<NodeStatus> Nodes);
