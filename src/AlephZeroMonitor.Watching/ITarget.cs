namespace AlephZeroMonitor.Watching;

/// <summary>What runs one node: a container, a systemd unit, a pod. It reports and acts; it never judges.</summary>
/// <remarks>Every failure is a value. Calls throw only when their token ends them, or for a bug. One loop calls it, one call at a time.</remarks>
public interface ITarget : IAsyncDisposable
{
    /// <summary>Something happened to the node, or null: events may have been missed. It is time to look. Handlers must not block.</summary>
    event Action<TargetEvent?>? Happened;

    /// <summary>The longest that <see cref="RestartAsync"/> or <see cref="StartAsync"/> may take.</summary>
    TimeSpan LongestAction { get; }

    /// <summary>The longest that the node may take to end and begin again once it was asked for.</summary>
    TimeSpan LongestStop => LongestAction;

    /// <summary>Looks whether the node runs, and begins to follow the log of the life that it finds.</summary>
    /// <param name="last">Our last action on the node; null when there is none.</param>
    ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct);

    /// <summary>The facts of the life that the last look found, after its log was read up to the present, or as far as that is possible in time.</summary>
    ValueTask<LogView> ReadLogAsync(CancellationToken ct);

    /// <summary>Makes the next <see cref="ReadLogAsync"/> read the log's end again, whatever was read before.</summary>
    ValueTask RefreshLogAsync(CancellationToken ct);

    /// <summary>What the node logged in the last minute: at most 16 KiB of printable text without what looks like a secret; empty when it cannot be read.</summary>
    ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct);

    /// <summary>Ends a life and begins another, if the node still is what was judged.</summary>
    ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct);

    /// <summary>Begins a life of a node that is stopped since this life ended.</summary>
    ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct);
}

/// <summary>Where targets come from: settings today, discovery later.</summary>
public interface ITargetSource
{
    /// <summary>The set of names has changed. Handlers must not block.</summary>
    event Action? Changed;

    /// <summary>The names of the nodes that are to be watched now.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>Why it does not know which nodes there are now; null when it does.</summary>
    string? Problem => null;

    /// <summary>It has not known that for longer than a node may be out of sight.</summary>
    bool IsProblemLasting => false;

    /// <summary>Opens a node's target. Whoever watches it disposes it.</summary>
    ITarget Open(string name);
}

/// <summary>A look at a node.</summary>
/// <param name="View">What is seen.</param>
/// <param name="Settings">The node's settings, its labels included; null when they cannot be read now: what was known before stays.</param>
public readonly record struct TargetLook(TargetView View, NodeSettings? Settings = null);

/// <summary>What a node's log shows.</summary>
/// <param name="Facts">The facts of the present life; <see cref="NodeFacts.None"/> while the log's end is not known.</param>
/// <param name="Counted">The lines that this run of the monitor counted, in whichever life.</param>
/// <param name="Problem">Why the log cannot be read to its end; null when it can.</param>
public readonly record struct LogView(NodeFacts Facts, LineCounts Counted, LogProblem? Problem = null);

/// <summary>What a node is judged by, its labels included.</summary>
/// <param name="Policy">What decisions depend on.</param>
public sealed record NodeSettings(Policy Policy)
{
    /// <summary>Where the node itself is asked.</summary>
    public NodeAddresses Addresses { get; init; } = NodeAddresses.None;

    /// <summary>What is wrong with the node's labels, for people.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}

/// <summary>Where a node itself is asked; null where it is not.</summary>
/// <param name="Rpc">Its RPC server.</param>
/// <param name="Metrics">Its metrics page.</param>
public sealed record NodeAddresses(Uri? Rpc, Uri? Metrics)
{
    /// <summary>The node is not asked.</summary>
    public static NodeAddresses None { get; } = new(null, null);
}

/// <summary>Something that happened to a node.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, by the clock of what runs the node.</param>
public sealed record TargetEvent(TargetEventKind Kind, DateTimeOffset At)
{
    /// <summary>The exit code, for <see cref="TargetEventKind.Ended"/>; null when not known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The kernel killed it for memory, for <see cref="TargetEventKind.Ended"/>.</summary>
    public bool IsOutOfMemory { get; init; }

    /// <summary>The signal, the new name, or Docker's own word for another event; null where the kind says all.</summary>
    public string? Detail { get; init; }
}

/// <summary>What can happen to a node.</summary>
public enum TargetEventKind
{
    /// <summary>Anything else (<see cref="TargetEvent.Detail"/>).</summary>
    Other,

    /// <summary>A life began.</summary>
    Started,

    /// <summary>A life ended.</summary>
    Ended,

    /// <summary>A signal was sent to it.</summary>
    Signalled,

    /// <summary>It ran out of memory.</summary>
    OutOfMemory,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It was renamed.</summary>
    Renamed,

    /// <summary>Its own health check says that it is unhealthy.</summary>
    Unhealthy,

    /// <summary>Its own health check says that it is healthy.</summary>
    Healthy,
}
