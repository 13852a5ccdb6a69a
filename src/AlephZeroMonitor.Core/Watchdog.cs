using AlephZeroMonitor.Core.Chains;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;

namespace AlephZeroMonitor.Core;

/// <summary>Judges what was observed of a node. Every restart and every start in the program originates here.</summary>
/// <remarks>The rules and holds, in this order, are those of docs/decisions.md.</remarks>
public static class Watchdog
{
    /// <summary>How long a node has to be in step before it counts as recovered.</summary>
    public static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(60);

    private const double CatchingUpBlocksPerSecond = 1;

    /// <summary>Judges an observation. Pure and total: no clock, no I/O, never throws.</summary>
    /// <param name="state">What was remembered of the node.</param>
    /// <param name="seen">What is known of it now.</param>
    /// <param name="policy">The settings.</param>
    /// <returns>What to remember, and the decision.</returns>
    public static (NodeState State, Decision Decision) Decide(NodeState state, Observation seen, Policy policy)
    {
        var joined = JoinedObservation.Of(seen);
        state = state.Next(joined, policy);
        var isProducing = IsProducing(state.Current, seen);
        var reason = Judge(state, joined, policy, isProducing);
        state = state.Judged(seen, reason);
        var decision = Describe(state, joined, policy, isProducing) with { Reason = reason };
        if (decision.Reason.AsksForAction())
        {
            var (hold, holdFor) = FirstHold(state, seen, policy, decision);
            decision = decision with { Hold = hold, HoldFor = holdFor };
        }

        (state, decision) = FollowUp(state, joined, policy, decision);
        return (decision.Acts ? Begin(state, joined, decision.Reason) : state, decision);
    }

    /// <summary>By the log; where that shows no block of this session at all, since not every node logs so much, by the node's metrics.</summary>
    private static bool IsProducing(LifeMemory life, Observation seen) => seen.Facts switch
    {
        { PreparedInSession: 0, PreSealedInSession: 0 } => life.Prepared?.IsProducing(seen) == true,
        var facts => facts.ProducingInSession && !(life.Production.At(seen.Elapsed) > ChainProfile.SessionLength),
    };

    private static Reason Judge(NodeState state, in JoinedObservation joined, Policy policy, bool isProducing) => joined switch
    {
        { Seen.RunState: RunState.Unreachable } => Reason.Unreachable,
        { Seen.RunState: RunState.Missing } => Reason.Missing,
        { Seen: { RunState: RunState.Stopped, StopCause: StopCause.OurRestart or StopCause.AfterOurStart } } => Reason.LeftStopped,
        { Seen.RunState: not RunState.Running } => Reason.NotRunning,
        { Seen: { IsDependant: true, Request: null } } => Reason.Dependant,
        { Seen.IsDependant: true } => Reason.Requested,
        { Seen: { Facts.Best: null, LogProblem: not null } } => Reason.LogUnreadable,
        { Seen.Facts.Best: null } => Reason.BestUnknown,
        { Seen.Head.IsUntrusted: true } => Reason.HeadUntrusted,
        { Lag: null } => Reason.HeadUnknown,
        { Lag: var lag } when lag > policy.BlockLag100 => Reason.FarBehind,
        { Lag: var lag, Node.MajorSync: MajorSync.Left } when lag > policy.BlockLag20 && !isProducing => Reason.IdleBehind,
        { Lag: var lag } when lag > policy.BlockLag20 && !isProducing && IsStalled(state, joined.Seen, policy) => Reason.Stalled,
        { Lag: var lag } when lag > policy.BlockLag20 && !isProducing && IsFallingBehind(state, joined, policy) => Reason.FallingBehind,
        { Seen.Request: not null } => Reason.Requested,
        { Lag: var lag } when lag <= policy.BlockLag20 => Reason.InStep,
        { Node.MajorSync: MajorSync.In } => Reason.Syncing,
        _ when isProducing => Reason.Producing,
        _ => Reason.Tolerated,
    };

    private static bool IsStalled(NodeState state, Observation seen, Policy policy) =>
        state.Current.Standstill is { } still && seen.Elapsed - still.Since >= policy.StallDuration && seen.Head.Number > still.Head;

    private static bool IsFallingBehind(NodeState state, in JoinedObservation joined, Policy policy) =>
        policy.TrendWindow is { } window && joined is { LogLag: { } logLag, Lag: { } lag } && state.Current.Trend.GrowsOver(window, logLag)
        && (!joined.Seen.IsBestReported || state.Current.ReportTrend.GrowsOver(window, lag));

    private static (Hold Hold, TimeSpan? For) FirstHold(NodeState state, Observation seen, Policy policy, Decision decision) => seen switch
    {
        { StandingByFor: not null } => (Hold.StandingBy, null),
        { Pause: { } pause } => (Hold.Paused, pause.Left),
        { OwnerStop: not OwnerStop.No } => (Hold.OwnerStopping, seen.OwnerStopFor),
        { ParentDown: not null } => (Hold.ParentDown, null),
        _ when policy.StartGrace - SinceStart(state, seen, decision.Reason) is { } left && left > TimeSpan.Zero => (Hold.Starting, left),
        _ when CoolDown(state, seen, policy) is { } left && left > TimeSpan.Zero =>
            (state.Restarts.Count < 2 ? Hold.CoolingDown : Hold.BackingOff, left),
        _ when policy.HoldWhileCatchingUp && decision.CatchUpRate >= CatchingUpBlocksPerSecond => (Hold.CatchingUp, null),
        { AreAllOthersSick: true } when decision.Reason is not (Reason.Requested or Reason.LeftStopped) => (Hold.ManySick, null),
        { WaitsFor: not null } => (Hold.OneAtATime, null),
        _ when policy.DryRun => (Hold.DryRun, null),
        _ => (Hold.None, null),
    };

    /// <summary>
    /// Since the running node's start banner, since it went on after a pause or a gap in which nobody looked, or for R2, since a session began after one
    /// in which it produced: whichever is latest; null when none is known.
    /// </summary>
    private static TimeSpan? SinceStart(NodeState state, Observation seen, Reason reason)
    {
        var life = state.Current;
        var session = reason == Reason.IdleBehind && seen.Facts.ProducedInLastSession ? life.Session.At(seen.Elapsed) : null;
        return seen.RunState != RunState.Running
            ? null
            : Shorter(session, Shorter(seen.Elapsed - life.ResumedAt, life.Banner.At(seen.Elapsed)));
    }

    /// <summary>How long the node is still left alone after our last action; null when there is none. The start that completes a restart of ours does not wait.</summary>
    private static TimeSpan? CoolDown(NodeState state, Observation seen, Policy policy) =>
        CompletesRestart(state, seen) ? null : state.Restarts.Wait(policy) - (seen.Elapsed - state.Restarts.LastAt);

    private static bool CompletesRestart(NodeState state, Observation seen) =>
        seen is { RunState: RunState.Stopped, StopCause: StopCause.OurRestart } && state.LastAction is { Remedy: Remedy.Restart };

    private static TimeSpan? Shorter(TimeSpan? a, TimeSpan? b) => a is { } one && b is { } other ? (one < other ? one : other) : a ?? b;

    private static Decision Describe(NodeState state, in JoinedObservation joined, Policy policy, bool isProducing)
    {
        var (seen, node) = (joined.Seen, joined.Node);
        return new Decision
        {
            At = seen.At,
            Reason = default,
            RunState = seen.RunState,
            UnreachableSaid = seen.UnreachableSaid,
            StopCause = seen.StopCause,
            End = seen.RunState != RunState.Running || state.Crashes.IsLooping ? state.Crashes.Last : null,
            Best = node.Best,
            BestSource = node.Source,
            Disagreements = NodeEvidence.Disagreements(seen, node, policy.BlockLag20),
            Repeats = seen.Facts.Repeats,
            Peers = node.Peers,
            Finalized = node.Finalized,
            Head = seen.Head.Number,
            IsHeadStale = seen.Head.IsStale,
            Lag = joined.Lag,
            ImportRate = ImportRate(state, seen),
            HeadRate = state.Head.BlocksPerSecond ?? ChainProfile.BlocksPerSecond,
            StandsFor = seen.Elapsed - state.Current.Standstill?.Since,
            MajorSync = node.MajorSync,
            Session = seen.Facts.Session,
            IsProducing = isProducing,
            BlindFor = seen.Elapsed - state.BlindSince,
            Fork = state.Fork,
            RequestedBy = seen.Request?.By,
            DependsOn = seen.DependsOn,
            ParentDown = seen.ParentDown,
            StandingByFor = seen.StandingByFor,
            WaitsFor = seen.WaitsFor,
            LogProblem = seen.LogProblem,
            HeadDoubts = seen.Head.Doubts,
        };
    }

    private static double? ImportRate(NodeState state, Observation seen) => seen.RunState != RunState.Running
        ? null
        : (state.Clock.HasJumpedLately(seen.Elapsed) ? state.Current.Import.BlocksPerSecond : null)
            ?? ImportPace.Measure(seen.Facts.Trail, state.Current.Best.At(seen.Elapsed) ?? TimeSpan.Zero);

    /// <summary>What the actions before this decision did for the node, whether a person is to be called, and what is remembered of that.</summary>
    private static (NodeState State, Decision Decision) FollowUp(NodeState state, in JoinedObservation joined, Policy policy, Decision decision)
    {
        var (restarts, elapsed) = (state.Restarts, joined.Seen.Elapsed);
        var isRecovered = restarts.Count > 0 && (elapsed - state.Current.InStepSince >= RecoveryTime || decision.Reason == Reason.Dependant);
        var isDown = decision.RunState == RunState.Restarting || decision.Reason == Reason.BestUnknown;
        var isFutile = restarts.Count > 0 && elapsed - restarts.LastAt >= policy.RestartCooldown && decision.StandingByFor is null
            && (isDown || (decision.Reason.AsksForAction() && decision.Hold != Hold.CatchingUp));
        decision = decision with
        {
            Effect = Effect(restarts, isRecovered, isFutile, joined.Lag > (long?)restarts.LagBefore + policy.BlockLag20),
            SinceRestart = restarts.Count > 0 ? elapsed - restarts.LastAt : null,
            RestartedFor = restarts.Count > 0 ? restarts.Reason : null,
            LagBefore = restarts.Count > 0 ? restarts.LagBefore : null,
            RecoveredAfter = isRecovered ? state.Current.InStepSince - restarts.LastAt : null,
            RestartsInARow = restarts.Count,
            Escalates = isFutile && !restarts.IsEscalated
                && (restarts.Count >= RestartStreak.EscalatesAfter || decision.Reason == Reason.LeftStopped),
        };
        restarts = isRecovered
            ? restarts.Recover()
            : restarts with { IsFutile = restarts.IsFutile || isFutile, IsEscalated = restarts.IsEscalated || decision.Escalates };
        state = state with { Restarts = restarts };
        state = state with { Alerts = AlertRules.Next(state, joined, policy, decision) };
        return (state, decision with { Alerts = state.Alerts.Standing });
    }

    private static RestartEffect Effect(RestartStreak restarts, bool isRecovered, bool isFutile, bool isWorse) => restarts switch
    {
        { IsOthers: true } => RestartEffect.Unknown,
        { IsOvertaken: true } when isRecovered => RestartEffect.Unknown,
        _ when isRecovered => RestartEffect.Recovered,
        { IsFutile: true } => RestartEffect.Unknown,
        _ when isFutile => isWorse ? RestartEffect.Worse : RestartEffect.NoChange,
        _ => RestartEffect.Unknown,
    };

    /// <summary>Remembers the action that is about to be carried out.</summary>
    private static NodeState Begin(NodeState state, in JoinedObservation joined, Reason reason)
    {
        var (seen, completes) = (joined.Seen, CompletesRestart(state, joined.Seen));
        return state with
        {
            Restarts = state.Restarts.Begin(seen.Elapsed, joined.Lag, completes) with { Reason = completes ? state.Restarts.Reason : reason },
            LastAction = (seen.Life ?? seen.EndedLife) is { } life
                ? new LastAction(reason.AsksFor(), life, seen.At) { FollowsParent = reason == Reason.Requested && seen.Request is { FollowsParent: true } }
                : null,
        };
    }
}
