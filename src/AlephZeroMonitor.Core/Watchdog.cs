using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core;

/// <summary>The program's heart: judges what was observed of a node. Every restart in the program originates here.</summary>
/// <remarks>The rules and holds, in this order, are those of docs/decisions.md.</remarks>
public static class Watchdog
{
    private const double CatchingUpBlocksPerSecond = 1;

    /// <summary>Judges an observation. Pure and total: no clock, no I/O, never throws.</summary>
    /// <param name="state">What was remembered of the node.</param>
    /// <param name="seen">What is known of it now.</param>
    /// <param name="policy">The settings.</param>
    /// <returns>What to remember, and the decision.</returns>
    public static (NodeState State, Decision Decision) Decide(NodeState state, Observation seen, Policy policy)
    {
        state = Remember(state, seen);
        var facts = seen.Facts;
        var isProducing = facts.ProducingInSession && !(state.Production.At(seen.Elapsed) > Chain.SessionLength);
        uint? lag = facts.Best is { } best && seen.Head.Number is { } head ? head - Math.Min(head, best) : null;
        var decision = new Decision
        {
            At = seen.At,
            Reason = Judge(seen, policy, lag, isProducing),
            Container = seen.Container,
            Best = facts.Best,
            Head = seen.Head.Number,
            IsHeadStale = seen.Head.IsStale,
            Lag = lag,
            ImportRate = ImportPace.Measure(facts.Trail, seen.At),
            HeadRate = state.Head.BlocksPerSecond,
            MajorSync = facts.MajorSync,
            Session = facts.Session,
            IsProducing = isProducing,
            Problem = seen.LogProblem ?? seen.Head.Problem,
        };
        if (decision.Reason.AsksForRestart())
        {
            var (hold, holdFor) = FirstHold(state, seen, policy, decision);
            decision = decision with { Hold = hold, HoldFor = holdFor };
        }

        return (decision.Restarts ? state with { RestartedAt = seen.Elapsed, RestartedAtBefore = state.RestartedAt } : state, decision);
    }

    private static Reason Judge(Observation seen, Policy policy, uint? lag, bool isProducing) => seen switch
    {
        { Container: ContainerState.Unreachable } => Reason.DockerUnreachable,
        { Container: ContainerState.Missing } => Reason.ContainerMissing,
        { Container: not ContainerState.Running } => Reason.ContainerNotRunning,
        { Facts.Best: null, LogProblem: not null } => Reason.LogUnreadable,
        { Facts.Best: null } => Reason.BestUnknown,
        { Head.IsUntrusted: true } => Reason.HeadUntrusted,
        { Head.Number: null } => Reason.HeadUnknown,
        _ when lag > policy.BlockLag100 => Reason.FarBehind,
        { Facts.MajorSync: MajorSync.Left } when lag > policy.BlockLag20 && !isProducing => Reason.IdleBehind,
        _ when lag <= policy.BlockLag20 => Reason.InStep,
        { Facts.MajorSync: MajorSync.In } => Reason.Syncing,
        _ when isProducing => Reason.Producing,
        _ => Reason.Tolerated,
    };

    private static (Hold Hold, TimeSpan? For) FirstHold(NodeState state, Observation seen, Policy policy, Decision decision)
    {
        var sinceBanner = state.Banner.At(seen.Elapsed);
        var sinceRestart = seen.Elapsed - state.RestartedAt;
        return sinceBanner < policy.StartGrace ? (Hold.Starting, policy.StartGrace - sinceBanner)
            : sinceRestart < policy.RestartCooldown ? (Hold.CoolingDown, policy.RestartCooldown - sinceRestart)
            : policy.HoldWhileCatchingUp && decision.CatchUpRate >= CatchingUpBlocksPerSecond ? (Hold.CatchingUp, null)
            : policy.DryRun ? (Hold.DryRun, null)
            : (Hold.None, null);
    }

    private static NodeState Remember(NodeState state, Observation seen) => state with
    {
        RestartedAt = seen.Outcome?.Result switch
        {
            null => state.RestartedAt,
            RestartResult.Abandoned => state.RestartedAtBefore,
            _ => seen.Elapsed,
        },
        Production = state.Production.Next(seen.Facts.ProducedAt, seen),
        Banner = state.Banner.Next(seen.Facts.NodeStartedAt, seen),
        Head = state.Head.Next(seen.Head.Number, seen.Elapsed),
    };
}
