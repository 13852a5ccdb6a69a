using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;

namespace AlephZeroMonitor.Core;

/// <summary>When each alert stands. No other code decides that.</summary>
internal static class AlertRules
{
    /// <summary>How long a log line counts.</summary>
    private static readonly TimeSpan LineIsNews = TimeSpan.FromMinutes(10);

    /// <summary>
    /// For each kind, whether it is so, and how long it has to be so before it is an alert. Null is unknown, which begins no alert and ends
    /// none: an alert ends only when it is seen that what it is about is over.
    /// </summary>
    private static readonly (AlertKind Kind, Func<Policy, TimeSpan> For, Rule IsSo)[] All =
    [
        (AlertKind.RestartsDidNotHelp, AtOnce, (in Case it) => it.State.Restarts.IsEscalated),
        (AlertKind.Blind, policy => policy.BlindAfter, (in Case it) => it.Decision.Reason.IsInDoubt(it.Seen.RunState)),
        (AlertKind.Crashed, AtOnce, IsCrashed),
        (AlertKind.CrashLooping, AtOnce, (in Case it) => it.Seen.IsDependant ? false : it.State.Crashes.Loops(it.Seen.Elapsed)),
        (AlertKind.LeftStopped, Minutes(2), IsLeftStopped),
        (AlertKind.RestartHeld, Minutes(15), IsRestartHeld),
        (AlertKind.Forked, AtOnce, (in Case it) => it.State.Fork is not null ? true : it.Seen.IsForkKnown ? false : null),
        (AlertKind.FinalityStalled, AtOnce, (in Case it) => IsStalled(AlertKind.FinalityStalled, it)),
        (AlertKind.DatabaseCorrupt, AtOnce, (in Case it) => IsReported(AlertKind.DatabaseCorrupt, it)),
        (AlertKind.DiskFull, AtOnce, (in Case it) => IsReported(AlertKind.DiskFull, it)),
        (AlertKind.EssentialTaskFailed, AtOnce, (in Case it) => IsReported(AlertKind.EssentialTaskFailed, it)),
        (AlertKind.Panic, AtOnce, (in Case it) => IsReported(AlertKind.Panic, it)),
        (AlertKind.NetworkFinalityStalled, AtOnce, (in Case it) => IsStalled(AlertKind.NetworkFinalityStalled, it)),
        (AlertKind.NoPeers, Minutes(3), (in Case it) => it.Decision is { RunState: RunState.Running, Peers: { } peers } ? peers == 0 : null),
        (AlertKind.EndpointsBehind, Minutes(5), AreEndpointsBehind),
        (AlertKind.HeadStale, Minutes(3), (in Case it) => it.Decision.Head is null ? null : it.Decision.IsHeadStale),
    ];

    private delegate bool? Rule(in Case it);

    /// <summary>The alerts after a decision.</summary>
    public static AlertWatch Next(NodeState state, in JoinedObservation joined, Policy policy, Decision decision)
    {
        var it = new Case(state, joined, decision);
        var alerts = state.Alerts;
        foreach (var (kind, lasts, isSo) in All)
        {
            alerts = isSo(it) switch
            {
                true => alerts.Holds(kind, it.Seen, lasts(policy), joined.Node.Finalized, Reported(kind, it.Seen)?.Line),
                false => alerts.Ends(kind),
                null => alerts,
            };
        }

        return alerts;
    }

    private static bool? IsCrashed(in Case it) => (it.Decision.RunState, it.Seen.End) switch
    {
        (RunState.Unreachable, _) or (RunState.Stopped, null or { IsOurs: false, IsAskedFor: null }) => null,
        (RunState.Stopped, { IsCrash: true }) => it.Decision.Reason == Reason.NotRunning && !it.Seen.IsDependant,
        _ => false,
    };

    /// <summary>Where we may start it, we do; and when that does not help, people are called. Where its owner may have stopped it, only people know.</summary>
    private static bool? IsLeftStopped(in Case it) => it.Decision switch
    {
        { Reason: Reason.Unreachable } => null,
        { Reason: Reason.LeftStopped, Hold: not (Hold.Paused or Hold.OwnerStopping or Hold.DryRun) } => null,
        { Reason: Reason.LeftStopped } or { StopCause: StopCause.Unknown } => true,
        _ => false,
    };

    /// <summary>Holds that end by themselves soon, and a pause, which somebody wanted, neither begin nor end it.</summary>
    private static bool? IsRestartHeld(in Case it) => it.Decision switch
    {
        { Reason: var reason } when reason.IsInDoubt(it.Seen.RunState) => null,
        { Reason: Reason.LeftStopped } or { Hold: Hold.CatchingUp } => false,
        { Hold: Hold.Paused or Hold.Starting or Hold.CoolingDown or Hold.BackingOff } => null,
        var decision => decision.Hold != Hold.None,
    };

    /// <summary>It is over when the node has finalized more than it had then, in whichever life.</summary>
    private static bool? IsStalled(AlertKind kind, in Case it)
    {
        var finalized = it.Decision.RunState == RunState.Running ? it.Joined.Node.Finalized : null;
        return (finalized, it.State.Current.Finality?.Judge(it.Joined)) switch
        {
            (null, _) => null,
            (_, { } stalled) => stalled == kind,
            _ => finalized > it.State.Alerts.Find(kind)?.Finalized ? false : null,
        };
    }

    /// <summary>It is over when no such line came lately, and the node is well. What led to a crash is told with the crash.</summary>
    private static bool? IsReported(AlertKind kind, in Case it)
    {
        var at = Reported(kind, it.Seen)?.At?.At;
        var age = it.Seen.At - at;
        return age > -LineIsNews && age < LineIsNews && !(at <= it.State.Crashes.StayedDownAt) ? true : it.Seen.Elapsed - it.State.Current.InStepSince >= Watchdog.RecoveryTime ? false : null;
    }

    private static bool? AreEndpointsBehind(in Case it) => it.Decision.Head is null || it.Decision.Best is null
        ? null
        : it.Decision.Disagreements.Any(each => each.Kind == DisagreementKind.Target);

    private static Trouble? Reported(AlertKind kind, Observation seen) => kind switch
    {
        AlertKind.DatabaseCorrupt => Reported(TroubleKind.DatabaseCorrupt, seen),
        AlertKind.DiskFull => Reported(TroubleKind.DiskFull, seen),
        AlertKind.EssentialTaskFailed => Reported(TroubleKind.EssentialTaskFailed, seen),
        AlertKind.Panic => Reported(TroubleKind.Panic, seen),
        _ => null,
    };

    private static Trouble? Reported(TroubleKind kind, Observation seen) => seen.Facts.Troubles.FirstOrDefault(trouble => trouble.Kind == kind);

    private static TimeSpan AtOnce(Policy policy) => TimeSpan.Zero;

    private static Func<Policy, TimeSpan> Minutes(int minutes) => _ => TimeSpan.FromMinutes(minutes);

    /// <summary>What the rules look at.</summary>
    private readonly record struct Case(NodeState State, JoinedObservation Joined, Decision Decision)
    {
        public Observation Seen => Joined.Seen;
    }
}
