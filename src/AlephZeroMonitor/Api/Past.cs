namespace AlephZeroMonitor.Api;

/// <summary>A decision that changed something.</summary>
/// <param name="Id">Its id; later ones are greater.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Summary">It in words.</param>
internal sealed record DecisionEntry(long Id, string Node, Decision Decision, string Summary)
{
    /// <summary>A saved decision with its words.</summary>
    public static DecisionEntry Of(SavedDecision saved) => new(saved.Id, saved.Node, saved.Decision, DecisionText.Outcome(saved.Decision));
}

/// <summary>Decisions that changed something.</summary>
/// <param name="Decisions">The latest first.</param>
internal sealed record DecisionList(ImmutableArray<DecisionEntry> Decisions);

/// <summary>A decision with its explanation and what it was made from.</summary>
internal sealed record DecisionDetail
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The decision.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The settings that it was made by.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The facts from the node's log at that time.</summary>
    public required NodeFacts Facts { get; init; }

    /// <summary>Why it is what it is.</summary>
    public required DecisionExplanation Explanation { get; init; }

    /// <summary>A saved decision with its explanation.</summary>
    public static DecisionDetail Of(DecisionRecord saved) => new()
    {
        Id = saved.Id,
        Node = saved.Node,
        Decision = saved.Decision,
        Policy = saved.Policy,
        Facts = saved.Seen.Facts,
        Explanation = DecisionExplanation.Of(saved),
    };
}

/// <summary>Restarts and starts by this monitor.</summary>
/// <param name="Restarts">The latest first.</param>
internal sealed record RestartList(ImmutableArray<SavedAction> Restarts);

/// <summary>Lives of nodes.</summary>
/// <param name="Lives">The latest first.</param>
internal sealed record LifeList(ImmutableArray<SavedLife> Lives);

/// <summary>Lags over time: the greatest of each step.</summary>
/// <param name="Step">How long a step is.</param>
/// <param name="At">The begin of each step that has a value, in seconds since 1970.</param>
/// <param name="Nodes">The nodes.</param>
internal sealed record LagSeries(TimeSpan Step, ImmutableArray<long> At, ImmutableArray<NodeLag> Nodes);

/// <summary>A node's lag over time.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Lag">Blocks behind in each step; null where it is not known.</param>
internal sealed record NodeLag(string Name, ImmutableArray<uint?> Lag);

/// <summary>The states of nodes over time.</summary>
/// <param name="Nodes">The nodes.</param>
internal sealed record StateSeries(ImmutableArray<NodeStates> Nodes);

/// <summary>A node's states over time.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Spans">Its states, oldest first, without a gap; empty before it was first looked at. The first is whole, so it may begin before the time that was asked for.</param>
internal sealed record NodeStates(string Name, ImmutableArray<StateSpan> Spans);

/// <summary>What <c>history --json</c> prints.</summary>
/// <param name="Restarts">Restarts and starts, the latest first.</param>
/// <param name="Help">How often they helped.</param>
/// <param name="Decisions">Decisions that changed something, the latest first.</param>
internal sealed record HistoryReport(
    ImmutableArray<SavedAction> Restarts,
    ImmutableArray<HelpShare> Help,
    ImmutableArray<DecisionEntry> Decisions);
