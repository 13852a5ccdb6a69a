using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core;

/// <summary>All that is known of one node at one moment; what <see cref="Watchdog.Decide"/> judges.</summary>
public sealed record Observation : TargetView
{
    /// <summary>Nothing is known yet.</summary>
    public Observation()
    {
    }

    /// <summary>Begins with what the target shows.</summary>
    public Observation(TargetView view)
        : base(view)
    {
    }

    /// <summary>The wall clock's time (UTC). It may jump: no wait is measured by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Time by a clock that never jumps, counted from any moment, such as the machine's boot.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The time from one look to the next, as it is meant to be; null where nobody looks regularly.</summary>
    public TimeSpan? CheckInterval { get; init; }

    /// <summary>The facts from the log of that life.</summary>
    public NodeFacts Facts { get; init; } = NodeFacts.None;

    /// <summary>The lines of its log that this run of the monitor counted, in whichever life.</summary>
    public LineCounts Counted { get; init; } = LineCounts.None;

    /// <summary>What the node reports of itself by its RPC; null when it was not asked.</summary>
    public SelfReport? Report { get; init; }

    /// <summary>What the node reports of itself by its metrics; null when they were not asked for.</summary>
    public SelfReport? Metrics { get; init; }

    /// <summary>Why the log cannot be read to its end; null when it can.</summary>
    public LogProblem? LogProblem { get; init; }

    /// <summary>The network's latest block.</summary>
    public Head Head { get; init; }

    /// <summary>How the action ended that the decision before this observation asked for; null when it asked for none.</summary>
    public ActionOutcome? Outcome { get; init; }

    /// <summary>A restart is asked for: by an operator since the last observation, or because a node that this one depends on was restarted; null when none is.</summary>
    public OperatorRequest? Request { get; init; }

    /// <summary>An operator paused this node; null when none did.</summary>
    public Pause? Pause { get; init; }

    /// <summary>The node finalized another block than the network; null when the last comparison showed none, or there was none.</summary>
    public ForkEvidence? Fork { get; init; }

    /// <summary>A block that the node finalized in its present life was compared: where <see cref="Fork"/> is null, it is on none.</summary>
    public bool IsForkKnown { get; init; }

    /// <summary>How far the network as a whole has finalized; null while that was not asked, or no endpoint reports it.</summary>
    public NetworkFinality? Finality { get; init; }

    /// <summary>Three or more nodes are watched, and in the last minute a rule asked for the restart of every other one too.</summary>
    public bool AreAllOthersSick { get; init; }

    /// <summary>The node that is acted on before this one may be; null when none is.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Blocks behind: head − best, never below 0; null when either is unknown.</summary>
    public uint? Lag => Behind(Node.Best);

    /// <summary>The lag by the log alone.</summary>
    public uint? LogLag => Behind(Facts.Best);

    /// <summary>What log, RPC and metrics show together. Joined at each call.</summary>
    public NodeEvidence Node => NodeEvidence.Join(Facts, Report, Metrics);

    /// <summary>The node itself reports its best block.</summary>
    public bool IsBestReported => (Report?.Best ?? Metrics?.Best) is not null;

    /// <summary>Blocks from a block of the node to the head, never below 0; null when either is unknown.</summary>
    public uint? Behind(uint? best) => best is { } known && Head.Number is { } head ? head - Math.Min(head, known) : null;
}

/// <summary>What shows whether a node runs, and what belongs to that.</summary>
public record TargetView
{
    /// <summary>Whether the node runs.</summary>
    public RunState RunState { get; init; }

    /// <summary>Why that is not known: the words of what runs the node; null when it is known.</summary>
    public string? UnreachableSaid { get; init; }

    /// <summary>The node's present life; null unless it is running.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>The life of a stopped node that ended last; null when it runs, or never ran.</summary>
    public NodeLife? EndedLife { get; init; }

    /// <summary>How the last life ended: of a stopped node the <see cref="EndedLife"/>, of a running one the life before; null when not known.</summary>
    public LifeEnd? End { get; init; }

    /// <summary>Why a stopped node is stopped.</summary>
    public StopCause StopCause { get; init; }

    /// <summary>Whether somebody else has asked the present life to stop.</summary>
    public OwnerStop OwnerStop { get; init; }

    /// <summary>How long that stop can still last; null when that is not known.</summary>
    public TimeSpan? OwnerStopFor { get; init; }

    /// <summary>It is not a node of the chain, but depends on one: it is restarted after it, and never judged.</summary>
    public bool IsDependant { get; init; }

    /// <summary>The names or ids of what it is restarted after: those that its owner named, and the one whose network it shares.</summary>
    public ImmutableArray<string> DependsOn { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The one whose network it shares and that does not run; null when that runs, or there is none.</summary>
    public string? ParentDown { get; init; }

    /// <summary>The other monitor that acts on this node; null when this one does.</summary>
    public string? StandingByFor { get; init; }
}

/// <summary>A restart of this node is asked for.</summary>
/// <param name="By">Who asks, as far as it is known: "API", "command line"; or the name of the node whose restart it follows.</param>
/// <param name="Id">The request's id; 0 where there is none.</param>
public sealed record OperatorRequest(string By, long Id = 0)
{
    /// <summary>It follows the restart of a node that this one depends on.</summary>
    public bool FollowsParent { get; init; }
}

/// <summary>An operator paused the restarts of this node.</summary>
/// <param name="By">Who, as far as it is known.</param>
/// <param name="Left">How long it still lasts; null: until somebody resumes it.</param>
public sealed record Pause(string By, TimeSpan? Left);

/// <summary>The node finalized another block than the network has at that height.</summary>
/// <param name="Block">The height.</param>
/// <param name="NodeHash">The node's hash; as its log shows it, "0x12ab…cdef", or whole.</param>
/// <param name="NetworkHash">The hash that most of the endpoints report.</param>
public sealed record ForkEvidence(uint Block, string NodeHash, string NetworkHash);
