using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core;

/// <summary>The program's heart: judges what was observed of a node. Every restart in the program originates here.</summary>
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
        state = state.Next(seen, policy);
        var isProducing = IsProducing(state, seen);
        var decision = new Decision
        {
            At = seen.At,
            Reason = Judge(state, seen, policy, isProducing),
            RunState = seen.RunState,
            Best = seen.Node.Best,
            BestSource = seen.Node.Source,
            Disagreement = NodeEvidence.Disagreement(seen, policy.BlockLag20),
            Peers = seen.Node.Peers,
            Finalized = seen.Node.Finalized,
            Head = seen.Head.Number,
            IsHeadStale = seen.Head.IsStale,
            Lag = seen.Lag,
            ImportRate = ImportRate(state, seen),
            HeadRate = state.Head.BlocksPerSecond ?? Chain.BlocksPerSecond,
            StandsFor = seen.Elapsed - state.Standstill?.Since,
            MajorSync = seen.Node.MajorSync,
            Session = seen.Facts.Session,
            IsProducing = isProducing,
            Alerts = (state.Finality?.Judge(seen) ?? Alerts.None) | (seen.Fork is null ? Alerts.None : Alerts.Forked),
            Fork = seen.Fork,
            RequestedBy = seen.Request?.By,
            Problem = seen.LogProblem ?? seen.Head.Problem,
        };
        if (decision.Reason.AsksForRestart())
        {
            var (hold, holdFor) = FirstHold(state, seen, policy, decision);
            decision = decision with { Hold = hold, HoldFor = holdFor };
        }

        return FollowUp(state, seen, policy, decision);
    }

    /// <summary>By the log; where that shows no block of this session at all, since not every node logs so much, by the node's metrics.</summary>
    private static bool IsProducing(NodeState state, Observation seen) =>
        seen.Facts is { PreparedInSession: 0, PreSealedInSession: 0 } ? state.Prepared?.IsProducing(seen) == true
        : seen.Facts.ProducingInSession && !(state.Production.At(seen.Elapsed) > Chain.SessionLength);

    private static double? ImportRate(NodeState state, Observation seen) =>
        (state.Clock.HasJumpedLately(seen.Elapsed) ? state.Import.BlocksPerSecond : null)
        ?? ImportPace.Measure(seen.Facts.Trail, state.Best.At(seen.Elapsed) ?? TimeSpan.Zero);

    private static Reason Judge(NodeState state, Observation seen, Policy policy, bool isProducing) => seen switch
    {
        { RunState: RunState.Unreachable } => Reason.Unreachable,
        { RunState: RunState.Missing } => Reason.Missing,
        { RunState: not RunState.Running } => Reason.NotRunning,
        { Facts.Best: null, LogProblem: not null } => Reason.LogUnreadable,
        { Facts.Best: null } => Reason.BestUnknown,
        { Head.IsUntrusted: true } => Reason.HeadUntrusted,
        { Lag: null } => Reason.HeadUnknown,
        { Lag: var lag } when lag > policy.BlockLag100 => Reason.FarBehind,
        { Lag: var lag, Node.MajorSync: MajorSync.Left } when lag > policy.BlockLag20 && !isProducing => Reason.IdleBehind,
        { Lag: var lag } when lag > policy.BlockLag20 && !isProducing && IsStalled(state, seen, policy) => Reason.Stalled,
        { Lag: var lag } when lag > policy.BlockLag20 && !isProducing && IsFallingBehind(state, seen, policy) => Reason.FallingBehind,
        { Request: not null } => Reason.Requested,
        { Lag: var lag } when lag <= policy.BlockLag20 => Reason.InStep,
        { Node.MajorSync: MajorSync.In } => Reason.Syncing,
        _ when isProducing => Reason.Producing,
        _ => Reason.Tolerated,
    };

    private static bool IsStalled(NodeState state, Observation seen, Policy policy) =>
        state.Standstill is { } still && seen.Elapsed - still.Since >= policy.StallDuration && seen.Head.Number > still.Head;

    private static bool IsFallingBehind(NodeState state, Observation seen, Policy policy) =>
        policy.TrendWindow is { } window && seen is { LogLag: { } logLag, Lag: { } lag } && state.Trend.GrowsOver(window, logLag)
        && (!seen.IsBestTold || state.ReportTrend.GrowsOver(window, lag));

    private static (Hold Hold, TimeSpan? For) FirstHold(NodeState state, Observation seen, Policy policy, Decision decision)
    {
        var sinceStart = seen.Elapsed - state.ResumedAt is { } resumed && !(state.Banner.At(seen.Elapsed) < resumed) ? resumed : state.Banner.At(seen.Elapsed);
        var sinceRestart = seen.Elapsed - state.Restarts.LastAt;
        var wait = state.Restarts.Wait(policy);
        return seen.IsStandingBy ? (Hold.StandingBy, null)
            : seen.Pause is { } pause ? (Hold.Paused, pause.Left)
            : sinceStart < policy.StartGrace ? (Hold.Starting, policy.StartGrace - sinceStart)
            : sinceRestart < wait ? (state.Restarts.Count < 2 ? Hold.CoolingDown : Hold.BackingOff, wait - sinceRestart)
            : policy.HoldWhileCatchingUp && decision.CatchUpRate >= CatchingUpBlocksPerSecond ? (Hold.CatchingUp, null)
            : seen.AreAllOthersSick && decision.Reason != Reason.Requested ? (Hold.ManySick, null)
            : policy.DryRun ? (Hold.DryRun, null)
            : (Hold.None, null);
    }

    /// <summary>What the restarts before this decision did for the node, whether people are to be called, and what is remembered of all that.</summary>
    private static (NodeState State, Decision Decision) FollowUp(NodeState state, Observation seen, Policy policy, Decision decision)
    {
        var restarts = state.Restarts;
        var isRecovered = restarts.Count > 0 && seen.Elapsed - state.InStepSince >= RecoveryTime;
        var isDown = seen.IsLeftStopped || seen.RunState == RunState.Restarting || decision.Reason == Reason.BestUnknown;
        var isFutile = restarts.Count > 0 && seen.Elapsed - restarts.LastAt >= policy.RestartCooldown && !seen.IsStandingBy
            && (isDown || (decision.Reason.AsksForRestart() && decision.Hold != Hold.CatchingUp));
        decision = decision with
        {
            Effect = restarts.IsOthers ? RestartEffect.Unknown
                : isRecovered ? (restarts.IsOvertaken ? RestartEffect.Unknown : RestartEffect.Recovered)
                : !isFutile || restarts.IsFutile ? RestartEffect.Unknown
                : seen.Lag > (long?)restarts.LagBefore + policy.BlockLag20 ? RestartEffect.Worse
                : RestartEffect.NoChange,
            SinceRestart = restarts.Count > 0 ? seen.Elapsed - restarts.LastAt : null,
            RestartsInARow = restarts.Count,
            Escalates = isFutile && (restarts.Count >= RestartStreak.EscalatesAfter || seen.IsLeftStopped) && !restarts.IsEscalated,
        };
        restarts = isRecovered ? restarts.Recover()
            : restarts with { IsFutile = restarts.IsFutile || isFutile, IsEscalated = restarts.IsEscalated || decision.Escalates };
        decision = decision with { Alerts = decision.Alerts | (restarts.IsEscalated ? Alerts.RestartsDidNotHelp : Alerts.None) };
        return (state with { Restarts = decision.Restarts ? restarts.Begin(seen.Elapsed, seen.Lag) : restarts }, decision);
    }
}
