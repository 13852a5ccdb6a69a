namespace AlephZeroMonitor.Targets.Docker;

/// <summary>What Docker shows of a container.</summary>
/// <param name="RunState">Whether it runs.</param>
internal sealed record ContainerView(RunState RunState)
{
    /// <summary>Docker's own, when the container has none.</summary>
    public static readonly TimeSpan DefaultStopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What "for ever" counts as: as long as STOP_TIMEOUT may be.</summary>
    public static readonly TimeSpan LongestStopTimeout = TimeSpan.FromDays(7);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    /// <summary>Its life; null unless it is running.</summary>
    public NodeLife? Life => RunState == RunState.Running ? LastLife : null;

    /// <summary>The life that it has or had last; null when it was never started.</summary>
    public NodeLife? LastLife { get; init; }

    /// <summary>When a life of it ended last: the one before that, while it runs. Null when none did.</summary>
    public DateTimeOffset? LastLifeEndedAt { get; init; }

    /// <summary>How the last life ended; null while one runs, of which Docker does not say how the one before ended.</summary>
    public LifeEnd? End { get; init; }

    /// <summary>Docker's name for when it is started again by itself.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>How long it gets to end before Docker kills it: STOP_TIMEOUT, or else its own.</summary>
    public TimeSpan StopTimeout { get; init; } = DefaultStopTimeout;

    /// <summary>How long an action waits for its end: the node is not checked meanwhile.</summary>
    public TimeSpan StopPatience => StopTimeout < LongestPatience ? StopTimeout : LongestPatience;

    /// <summary>STOP_TIMEOUT is not set, so Docker knows <see cref="StopTimeout"/> by itself.</summary>
    public bool HasOwnStopTimeout { get; init; } = true;

    /// <summary>GRACEFUL_STOP: the node is ended by SIGTERM to its own process.</summary>
    public bool IsGraceful { get; init; }

    /// <summary>Docker removes it when it ends (`docker run --rm`).</summary>
    public bool IsRemovedAtItsEnd { get; init; }

    /// <summary>Swarm made it, and makes another one when it ends: see <see cref="SwarmTask"/>.</summary>
    public bool IsSwarmTask => SwarmTask.NodeName(Labels) is not null;

    /// <summary>It has a terminal: its log is one stream, without frames.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The driver that keeps its log.</summary>
    public string LogDriver { get; init; } = "";

    /// <summary>The signal by which it is stopped, when it has set one.</summary>
    public int? StopSignal { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Neither CONTAINER_NAME nor WATCH_LABEL means it.</summary>
    public bool IsDependant { get; init; }

    /// <summary>The names that its owner wants it to be restarted after.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>The id of the container whose network it shares; null when it has its own.</summary>
    public string? ParentId { get; init; }

    /// <summary>The node's settings, by the labels of a container that runs; null for another.</summary>
    public NodeSettings? Settings { get; init; }

    /// <summary>Why nothing is known: what Docker or the system said; of a missing container the name of one that looks alike. Null when there is none.</summary>
    public string? UnreachableSaid { get; init; }

    /// <summary>Where the lines of its present life begin; null when times cannot part the lives.</summary>
    /// <remarks>
    /// Lines after the midpoint between the end before and this start belong to this life; Docker's two times are not exact.
    /// A start in the future proves that the clock was set back; then times cannot part the lives.
    /// </remarks>
    public DateTimeOffset? LinesBeginAt(DateTimeOffset now) =>
        Life is { StartedAt: var startedAt } && LastLifeEndedAt is { } endedAt && endedAt < startedAt && startedAt <= now
            ? startedAt - ((startedAt - endedAt) / 2)
            : null;
}
