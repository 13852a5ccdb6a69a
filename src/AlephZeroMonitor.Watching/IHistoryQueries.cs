namespace AlephZeroMonitor.Watching;

/// <summary>
/// What can be asked of the history. Lists are newest first unless they say otherwise; a null node stands for all nodes.
/// No call throws because of the disk; rows that make no sense are left out.
/// </summary>
public interface IHistoryQueries
{
    /// <summary>The history outlives the process; false while it is kept in memory.</summary>
    bool IsInFile { get; }

    /// <summary>The latest decisions that changed something.</summary>
    IReadOnlyList<SavedDecision> Decisions(string? node, DateTimeOffset since, int limit);

    /// <summary>A decision with all that it was made from; null when it is not kept, or this version does not understand it.</summary>
    DecisionRecord? Decision(long id);

    /// <summary>The latest decision of a node, or of all, at a time; null when there is none that early.</summary>
    DecisionRecord? DecisionAt(string? node, DateTimeOffset at);

    /// <summary>
    /// Decisions with all that they were made from, oldest first, those after an id: to go through all of them in batches.
    /// </summary>
    RecordBatch Records(string? node, DateTimeOffset since, long afterId, int limit);

    /// <summary>The latest restarts and starts.</summary>
    IReadOnlyList<SavedAction> Actions(string? node, DateTimeOffset since, int limit);

    /// <summary>How often actions helped, by node and reason. One that was abandoned did nothing, and is not counted.</summary>
    IReadOnlyList<HelpShare> Shares(string? node, DateTimeOffset since);

    /// <summary>The latest lives that lasted at some time between two.</summary>
    IReadOnlyList<SavedLife> Lives(string? node, DateTimeOffset from, DateTimeOffset to, int limit);

    /// <summary>The lag, oldest first, one point for each step: the greatest lag in it.</summary>
    IReadOnlyList<LagPoint> Lag(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan step);

    /// <summary>
    /// The states of a node, oldest first and without a gap: from the one that it had at <paramref name="from"/>, whole, so that it shows since when.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="from">The begin.</param>
    /// <param name="to">The end; at most now.</param>
    /// <param name="longestSilence">When no check was saved for longer, the state in between is not known.</param>
    IReadOnlyList<StateSpan> States(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan longestSilence);

    /// <summary>How it goes with each receiver that had a message lately.</summary>
    IReadOnlyList<ReceiverRecord> Receivers();

    /// <summary>What operators asked for lately.</summary>
    IReadOnlyList<SavedRequest> Requests(string? node, int limit);
}

/// <summary>A saved decision.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Decision">The decision.</param>
public sealed record SavedDecision(long Id, string Node, Decision Decision);

/// <summary>A saved decision with all that it was made from: enough to decide it again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">The node's name.</param>
/// <param name="State">What was remembered before it.</param>
/// <param name="Seen">What was observed.</param>
/// <param name="Policy">The settings.</param>
/// <param name="Decision">The decision.</param>
public sealed record DecisionRecord(long Id, string Node, NodeState State, Observation Seen, Policy Policy, Decision Decision)
{
    /// <summary>Members of the decision, by path, that the version that saved it did not have; they have their defaults here.</summary>
    public ImmutableArray<string> NotSaved { get; init; } = [];
}

/// <summary>A batch of saved decisions.</summary>
/// <param name="Records">Those that this version understands.</param>
/// <param name="NotUnderstood">How many others there are in the batch.</param>
/// <param name="LastId">The id of its last decision, after which the next batch begins; null when there are no more.</param>
public sealed record RecordBatch(ImmutableArray<DecisionRecord> Records, int NotUnderstood, long? LastId);

/// <summary>A restart or start of ours: the intent, how it ended, and what it did for the node.</summary>
public sealed record SavedAction
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>What was done.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>The decision that asked for it; null when that could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>That decision's reason; null when the decision is no longer kept.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Blocks behind at that time.</summary>
    public uint? Lag { get; init; }

    /// <summary>The life that it was to end, or for a start, the one that had ended.</summary>
    public required NodeLife Life { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it ended; null while that is not known.</summary>
    public ActionOutcome? Outcome { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it did for the node; null while that is not known.</summary>
    public RestartEffect? Effect { get; init; }

    /// <summary>How long after it that was seen.</summary>
    public TimeSpan? EffectAfter { get; init; }

    /// <summary>What the node logged in the minute before.</summary>
    public string? LogTail { get; init; }
}

/// <summary>How often actions for one reason helped a node.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Reason">The reason; null for actions whose decision is no longer kept.</param>
/// <param name="Recovered">Actions after which the node recovered.</param>
/// <param name="Judged">Actions whose effect is known.</param>
/// <param name="All">All actions.</param>
public sealed record HelpShare(string Node, Reason? Reason, int Recovered, int Judged, int All);

/// <summary>A life of a node as it was seen.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Life">The life.</param>
/// <param name="End">How it ended; null while it lasts, or when the end was not seen.</param>
public sealed record SavedLife(string Node, NodeLife Life, LifeEnd? End);

/// <summary>The lag over a step of time.</summary>
/// <param name="At">When the step begins.</param>
/// <param name="Lag">The greatest lag in it; null when it was not known.</param>
/// <param name="Best">The node's best block at that lag.</param>
/// <param name="Head">The network's head at that lag.</param>
public sealed record LagPoint(DateTimeOffset At, uint? Lag, uint? Best, uint? Head);

/// <summary>A time in which a node's decisions had the same reason.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
/// <param name="Reason">The reason; null while the node was not watched.</param>
public sealed record StateSpan(DateTimeOffset From, DateTimeOffset To, Reason? Reason);

/// <summary>What an operator asked for, as it was saved.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Action">What was asked for.</param>
public sealed record SavedRequest(string Node, OperatorAction Action);
