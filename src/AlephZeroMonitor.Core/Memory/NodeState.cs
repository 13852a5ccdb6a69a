namespace AlephZeroMonitor.Core.Memory;

/// <summary>What the watchdog remembers of a node from one decision to the next.</summary>
public sealed record NodeState
{
    /// <summary>Nothing seen yet.</summary>
    public static NodeState Initial { get; } = new();

    /// <summary>The node's life when it was last seen running; null before.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>What is remembered of that life.</summary>
    public LifeMemory Current { get; init; } = LifeMemory.Empty;

    /// <summary>Whether the node ran when it was last looked at; null before.</summary>
    public RunState? LastRunState { get; init; }

    /// <summary>Our restarts since the node was last well.</summary>
    public RestartStreak Restarts { get; init; } = RestartStreak.None;

    /// <summary>Our last restart or start that was not abandoned; null when there is none.</summary>
    public LastAction? LastAction { get; init; }

    /// <summary>How fast the head moves.</summary>
    public BlockPace Head { get; init; }

    /// <summary>By which clocks the node was last looked at, and whether the wall clock jumped lately.</summary>
    public ClockWatch Clock { get; init; }

    /// <summary>When this run of the monitor last looked at the node while it could be reached; null before.</summary>
    public Look? LastLook { get; init; }

    /// <summary>
    /// Since when the node could not be judged, in <see cref="Observation.Elapsed"/>; null when it can. Other lives do not end it.
    /// </summary>
    public TimeSpan? BlindSince { get; init; }

    /// <summary>The alerts that stand, or will.</summary>
    public AlertWatch Alerts { get; init; } = AlertWatch.None;

    /// <summary>The fork that the node was on when that was last compared; null when it was on none.</summary>
    public ForkEvidence? Fork { get; init; }

    /// <summary>How the node's lives end.</summary>
    public CrashWatch Crashes { get; init; } = CrashWatch.None;

    /// <summary>Takes up what an observation brings, before it is judged.</summary>
    internal NodeState Next(in JoinedObservation joined, Policy policy)
    {
        var seen = joined.Seen;
        var isNewLife = seen.Life is not null && seen.Life != Life;
        var clock = Clock.Next(seen);
        var hasResumed = (seen.RunState, LastRunState) is (RunState.Running, RunState.Paused) || LastLook?.IsBeforeAGap(seen) == true;
        return this with
        {
            Life = seen.Life ?? Life,
            Current = (isNewLife ? LifeMemory.Empty : Current).Next(joined, policy, clock.HasJumped, Clock.At is null ? null : seen.Elapsed - Clock.Elapsed, hasResumed),
            LastLook = seen.RunState == RunState.Unreachable ? LastLook : new Look(seen.At, seen.Elapsed),
            LastRunState = seen.RunState == RunState.Unreachable ? LastRunState : seen.RunState,
            Restarts = NextRestarts(seen, isNewLife && Life is not null),
            LastAction = NextAction(seen),
            Crashes = Crashes.Next(seen, isNewLife),
            Head = Head.Next(seen.Head.Number, seen.Elapsed),
            Clock = clock,
        };
    }

    /// <summary>Takes up the judgement on the same observation.</summary>
    internal NodeState Judged(Observation seen, Reason reason) => this with
    {
        BlindSince = reason.IsInDoubt(seen.RunState) ? BlindSince ?? seen.Elapsed : null,
        Fork = seen.Fork ?? (seen.IsForkKnown ? null : Fork),
    };

    private RestartStreak NextRestarts(Observation seen, bool hasBegunAnother) => seen switch
    {
        { Outcome: { Cause: ActionCause.MonitorEnded, NewLifeStartedAt: { } began } } => Restarts.EndBefore(seen.At - began, seen.Elapsed),
        { Outcome: { } outcome } => Restarts.End(outcome.Result, seen.Elapsed),
        { StandingByFor: not null } when hasBegunAnother => Restarts.Begin(seen.Elapsed, null) with { Before = null, IsOthers = true },
        _ when hasBegunAnother && Restarts.LastAt is not null => Restarts with { IsOvertaken = true },
        _ => Restarts,
    };

    /// <summary>A stop by somebody else is respected for good: later on nobody may know of it any more.</summary>
    private LastAction? NextAction(Observation seen) => seen switch
    {
        { StopCause: StopCause.Other } => null,
        { Outcome: { } outcome } => LastAction?.After(outcome, seen.At),
        _ => LastAction,
    };
}
