using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core;

/// <summary>All that is known of one node at one moment; what <see cref="Watchdog.Decide"/> judges.</summary>
public sealed record Observation
{
    /// <summary>The wall clock's time (UTC). It may jump: no wait is measured by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Time by a clock that never jumps, counted from any moment, such as the machine's boot.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The container's state.</summary>
    public required RunState RunState { get; init; }

    /// <summary>The container's current life; null unless it is running.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>The facts from the log of that life.</summary>
    public NodeFacts Facts { get; init; } = NodeFacts.None;

    /// <summary>The lines of its log that this run of the monitor counted, in whichever life.</summary>
    public LineCounts Counted { get; init; } = LineCounts.None;

    /// <summary>What the node said of itself by its RPC; null when it was not asked.</summary>
    public SelfReport? Report { get; init; }

    /// <summary>What the node said of itself by its metrics; null when they were not asked for.</summary>
    public SelfReport? Metrics { get; init; }

    /// <summary>Why the log can't be read; null when it can.</summary>
    public string? LogProblem { get; init; }

    /// <summary>The network's latest block.</summary>
    public Head Head { get; init; }

    /// <summary>How the restart ended that the decision before this observation asked for; null when it asked for none.</summary>
    public RestartOutcome? Outcome { get; init; }

    /// <summary>An operator asked for a restart; null when none did since the last observation.</summary>
    public OperatorRequest? Request { get; init; }

    /// <summary>An operator paused this node; null when none did.</summary>
    public Pause? Pause { get; init; }

    /// <summary>The node finalized another block than the network; null when the last comparison showed none, or there was none.</summary>
    public ForkEvidence? Fork { get; init; }

    /// <summary>How far the network as a whole has finalized; null while that was not asked, or nobody told.</summary>
    public NetworkFinality? Finality { get; init; }

    /// <summary>A restart of ours left the node stopped: it can't be started again, or ends at once.</summary>
    public bool IsLeftStopped { get; init; }

    /// <summary>Another monitor acts on this node.</summary>
    public bool IsStandingBy { get; init; }

    /// <summary>Three or more nodes are watched, and in the last minute a rule asked for the restart of every other one too.</summary>
    public bool AreAllOthersSick { get; init; }

    /// <summary>Blocks behind: head − best, never below 0; null when either is unknown.</summary>
    public uint? Lag => Behind(Node.Best);

    /// <summary>The lag by the log alone.</summary>
    public uint? LogLag => Behind(Facts.Best);

    /// <summary>What log, RPC and metrics together say.</summary>
    public NodeEvidence Node => NodeEvidence.Join(Facts, Report, Metrics);

    /// <summary>The node itself told of its best block.</summary>
    public bool IsBestTold => (Report?.Best ?? Metrics?.Best) is not null;

    private uint? Behind(uint? best) => best is { } known && Head.Number is { } head ? head - Math.Min(head, known) : null;
}
