using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core;

/// <summary>One judgement of one node: the record that log, history, API, page, metrics and traces show.</summary>
public sealed record Decision
{
    /// <summary>The observation's wall clock time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rule that asks for an action, or why none does.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Why the action is not carried out now; <see cref="Hold.None"/> also when no action is asked for.</summary>
    public Hold Hold { get; init; }

    /// <summary>How long the hold lasts from <see cref="At"/>; null for a hold without a set end.</summary>
    public TimeSpan? HoldFor { get; init; }

    /// <summary>Whether the node runs.</summary>
    public required RunState RunState { get; init; }

    /// <summary>Why that is not known: the words of what runs the node.</summary>
    public string? UnreachableSaid { get; init; }

    /// <summary>Why a stopped node is stopped.</summary>
    public StopCause StopCause { get; init; }

    /// <summary>How the node's last life ended; null when that is not known, and while it runs without crashing again and again.</summary>
    public LifeEnd? End { get; init; }

    /// <summary>The node's best block.</summary>
    public uint? Best { get; init; }

    /// <summary>Where <see cref="Best"/> is known from.</summary>
    public BestSource BestSource { get; init; }

    /// <summary>In what log, RPC and metrics differ, blocks by more than BLOCK_LAG_20.</summary>
    public ImmutableArray<Disagreement> Disagreements { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Warnings and errors that the node repeats: perhaps the cause, which no rule knows.</summary>
    public ImmutableArray<RepeatedLine> Repeats { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Connected peers.</summary>
    public uint? Peers { get; init; }

    /// <summary>The node's finalized block.</summary>
    public uint? Finalized { get; init; }

    /// <summary>The network's head.</summary>
    public uint? Head { get; init; }

    /// <summary>The head has not moved for two minutes, so that the lag may be more than it shows.</summary>
    public bool IsHeadStale { get; init; }

    /// <summary>Blocks behind: head − best, never below 0; null when either is unknown.</summary>
    public uint? Lag { get; init; }

    /// <summary>Blocks that the node imports in a second; null when not measured.</summary>
    public double? ImportRate { get; init; }

    /// <summary>Blocks that the network makes in a second.</summary>
    public double HeadRate { get; init; }

    /// <summary>How long best has not moved, as far as it was seen; null when best is unknown.</summary>
    public TimeSpan? StandsFor { get; init; }

    /// <summary>Whether the node is in major sync, by its log and by what it reports of itself.</summary>
    public MajorSync MajorSync { get; init; }

    /// <summary>The session by the log.</summary>
    public uint? Session { get; init; }

    /// <summary>The node produces blocks in its current session: prepared and pre-sealed, the last of them at most 900 s ago.</summary>
    public bool IsProducing { get; init; }

    /// <summary>Who asked for the restart; null when nobody did.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>The names or ids of what it is restarted after.</summary>
    public ImmutableArray<string> DependsOn { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The one whose network it shares and that does not run; null when that runs, or there is none.</summary>
    public string? ParentDown { get; init; }

    /// <summary>The other monitor that acts on this node; null when this one does.</summary>
    public string? StandingByFor { get; init; }

    /// <summary>The node that is acted on before this one may be; null when none is.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The alerts that stand: what a person should look at.</summary>
    public ImmutableArray<Alert> Alerts { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How long the node could not be judged; null when it can. That it is stopped, paused or missing is a judgement.</summary>
    public TimeSpan? BlindFor { get; init; }

    /// <summary>The fork that the node is on; null when none is known.</summary>
    public ForkEvidence? Fork { get; init; }

    /// <summary>Why the log cannot be read to its end; null when it can.</summary>
    public LogProblem? LogProblem { get; init; }

    /// <summary>Why the head is not known: the verdict on each endpoint; empty when it is.</summary>
    public ImmutableArray<EndpointVerdict> HeadDoubts { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How many restarts in a row, before this decision, have not brought the node back.</summary>
    public int RestartsInARow { get; init; }

    /// <summary>How long ago the last of them ended; null when there is none.</summary>
    public TimeSpan? SinceRestart { get; init; }

    /// <summary>The rule that asked for the last of them; null when there is none, or it was not ours.</summary>
    public Reason? RestartedFor { get; init; }

    /// <summary>The lag for which the last of them was made; null when it is not known.</summary>
    public uint? LagBefore { get; init; }

    /// <summary>How long after the last of them the node came in step; null unless it has recovered by this decision.</summary>
    public TimeSpan? RecoveredAfter { get; init; }

    /// <summary>What is now known of the last of them: said once, and that it recovered the node also when something else was said before.</summary>
    public RestartEffect Effect { get; init; }

    /// <summary>A person is to be called: the third restart in a row did not help. Said once until the node recovers.</summary>
    public bool Escalates { get; init; }

    /// <summary>The action that the reason asks for is to be carried out.</summary>
    public bool Acts => Reason.AsksForAction() && Hold == Hold.None;

    /// <summary>By how many blocks a second the lag shrinks; negative when it grows, null when not measured.</summary>
    public double? CatchUpRate => ImportRate - HeadRate;

    /// <summary>When the lag will be 0 at this pace; null when the lag does not shrink.</summary>
    public TimeSpan? CatchUpIn => Lag > 0 && CatchUpRate > 0 && Lag / CatchUpRate < MaxCatchUpSeconds
        ? TimeSpan.FromSeconds(Lag.Value / CatchUpRate.Value)
        : null;

    private static double MaxCatchUpSeconds => TimeSpan.FromDays(365).TotalSeconds;
}
