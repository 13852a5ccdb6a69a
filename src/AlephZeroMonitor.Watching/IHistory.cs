namespace AlephZeroMonitor.Watching;

/// <summary>What the monitor decided, did and saw, kept over its own restarts.</summary>
/// <remarks>No call throws because of the disk. Any thread may call. Ids grow with time; an id is null when nothing could be saved at all.</remarks>
public interface IHistory
{
    /// <summary>What is remembered of a node; null when nothing is.</summary>
    NodeMemory? Load(string node);

    /// <summary>Changes what is remembered of a node; nobody else changes it meanwhile.</summary>
    void Remember(string node, Func<NodeMemory, NodeMemory> change);

    /// <summary>The latest saved decision of a node; null when there is none that this version understands.</summary>
    (long Id, Decision Decision)? LastDecision(string node);

    /// <summary>Actions of a node that were begun and have no outcome: the monitor ended in between. Oldest first.</summary>
    IReadOnlyList<OpenAction> OpenActions(string node);

    /// <summary>The id of the node's latest action that was begun; null when there is none.</summary>
    long? LastActionId(string node);

    /// <summary>Saves a decision that changed something, with all that it was made from, and what is to be told of it: all, or nothing.</summary>
    long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision, ImmutableArray<Notice> notices = default);

    /// <summary>Saves that an action is about to be carried out, and what is remembered of the node from now on: both on disk when it returns, or neither.</summary>
    /// <param name="intent">The action.</param>
    /// <param name="change">Changes what is remembered.</param>
    long? BeginAction(string node, ActionIntent intent, Func<NodeMemory, NodeMemory> change);

    /// <summary>Saves how an action ended, and what is remembered of the node from now on.</summary>
    void EndAction(string node, long id, ActionOutcome outcome, DateTimeOffset at, Func<NodeMemory, NodeMemory> change);

    /// <summary>Saves what an action did for the node, and how long after it that was seen.</summary>
    void SaveEffect(long id, RestartEffect effect, TimeSpan after);

    /// <summary>Saves what a check saw.</summary>
    void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head);

    /// <summary>Saves that a life was seen; does nothing when it is known.</summary>
    void SaveLife(string node, NodeLife life, DateTimeOffset at);

    /// <summary>Saves how a life ended.</summary>
    void EndLife(string node, NodeLife life, LifeEnd ended);

    /// <summary>Saves what an operator asked for.</summary>
    void SaveRequest(string node, OperatorAction action);
}

/// <summary>What must survive a restart of the monitor itself.</summary>
public sealed record NodeMemory
{
    /// <summary>Nothing to remember.</summary>
    public static NodeMemory None { get; } = new();

    /// <summary>When it was saved, by both clocks: what <see cref="RestartStreak.Carry"/> needs.</summary>
    public ClockReading? SavedAt { get; init; }

    /// <summary>Our restarts since the node was last well.</summary>
    public RestartStreak Restarts { get; init; } = RestartStreak.None;

    /// <summary>Our last action; null when there is none, or it was abandoned.</summary>
    public LastAction? LastAction { get; init; }

    /// <summary>The operator's pause; null when there is none.</summary>
    public NodePause? Pause { get; init; }

    /// <summary>Who asked that the node be judged but not acted on; null when nobody did.</summary>
    public string? DryRunBy { get; init; }

    /// <summary>The alerts that nobody is told of for a time.</summary>
    public ImmutableArray<Silence> Silences { get => field.IsDefault ? [] : field; init; } = [];
}

/// <summary>An alert of a node that nobody is told of for a time.</summary>
/// <param name="Alert">Which.</param>
/// <param name="Until">Until when.</param>
/// <param name="By">Who asked for it.</param>
public sealed record Silence(AlertKind Alert, DateTimeOffset Until, string By);

/// <summary>An operator's pause of a node.</summary>
/// <param name="At">Since when.</param>
/// <param name="By">Who.</param>
/// <param name="Until">Until when; null: until it is lifted.</param>
public sealed record NodePause(DateTimeOffset At, string By, DateTimeOffset? Until);

/// <summary>An action that is about to be carried out.</summary>
/// <param name="Remedy">What is done.</param>
/// <param name="DecisionId">The decision that asks for it; null when that could not be saved.</param>
/// <param name="Life">The life that it is to end, or for a start, the one that ended last.</param>
/// <param name="At">When it was decided.</param>
/// <param name="LogTail">What the node logged in the minute before.</param>
public sealed record ActionIntent(Remedy Remedy, long? DecisionId, NodeLife Life, DateTimeOffset At, string LogTail);

/// <summary>An action without an outcome.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Remedy">What was to be done.</param>
/// <param name="Life">The life that it was to end, or for a start, the one that had ended.</param>
/// <param name="At">When it was decided.</param>
public sealed record OpenAction(long Id, Remedy Remedy, NodeLife Life, DateTimeOffset At);

/// <summary>What an operator asked for.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, as far as it is known.</param>
/// <param name="Length">How long, for a pause or a silence.</param>
public sealed record OperatorAction(OperatorActionKind Kind, DateTimeOffset At, string By, TimeSpan? Length = null)
{
    /// <summary>Which alert is silenced; null for all else.</summary>
    public AlertKind? Alert { get; init; }
}

/// <summary>What an operator can ask for. Names are API.</summary>
public enum OperatorActionKind
{
    /// <summary>A restart; holds still apply.</summary>
    Restart,

    /// <summary>That the node is left alone for a time.</summary>
    Pause,

    /// <summary>That the node is judged but not acted on.</summary>
    DryRun,

    /// <summary>That pause and dry run end.</summary>
    Resume,

    /// <summary>That nobody is told of an alert for a time.</summary>
    Silence,
}
