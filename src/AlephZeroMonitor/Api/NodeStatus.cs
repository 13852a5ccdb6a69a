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

    /// <summary>The alerts that stand, the worst first.</summary>
    public ImmutableArray<AlertStatus> Alerts { get; init; } = [];

    /// <summary>The saved decision that led to the node's present state, for /api/v1/decisions/{id}; null when it could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>The facts from the log of the node's present life. In lists and events without `trail` and `evidence`.</summary>
    public NodeFacts? Facts { get; init; }

    /// <summary>The settings that it is judged by now, its labels and an operator's dry run included.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The node's present life; null unless it is running.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>Until when an operator paused the node's restarts; null when it is not paused.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Who paused it, as far as it is known; null when it is not paused.</summary>
    public string? PausedBy { get; init; }

    /// <summary>How often restarts helped it, by reason, of all that the history keeps.</summary>
    public ImmutableArray<HelpShare> Help { get; init; } = [];
}

/// <summary>An alert that stands for a node.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Level">How urgent it is.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Title">It in a few words.</param>
/// <param name="Cause">What is seen, with its numbers.</param>
/// <param name="ToDo">What a person should do.</param>
internal sealed record AlertStatus(AlertKind Kind, AlertLevel Level, DateTimeOffset Since, string Title, string Cause, string ToDo)
{
    /// <summary>Until when nobody is told of it, since somebody asked for that; null when it is not silenced.</summary>
    public DateTimeOffset? SilencedUntil { get; init; }

    /// <summary>An alert with its words.</summary>
    public static AlertStatus Of(Alert alert, Decision decision) => new(
        alert.Kind, alert.Level, alert.Since, AlertGuide.Of(alert.Kind).Title, AlertText.Cause(alert, decision), AlertText.ToDo(alert.Kind, decision));
}

/// <summary>All nodes.</summary>
/// <param name="At">The monitor's clock.</param>
/// <param name="Nodes">The nodes by name.</param>
internal sealed record NodeList(DateTimeOffset At, ImmutableArray<NodeStatus> Nodes);
