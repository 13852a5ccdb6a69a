using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>How each hold stood at a decision.</summary>
internal static class HoldsText
{
    /// <summary>
    /// A line for each hold in its order; none when no action was asked for. The first that holds counts: those before it did not hold,
    /// those after it were not looked at.
    /// </summary>
    public static IEnumerable<string> Of(Decision decision, Observation seen, Policy policy) => !decision.Reason.AsksForAction()
        ? []
        : Enum.GetValues<Hold>().Where(hold => hold != Hold.None).Select(hold => $"{hold}: {Stood(hold, decision, seen, policy)}");

    private static string Stood(Hold hold, Decision decision, Observation seen, Policy policy) => decision.Hold switch
    {
        var first when first == hold => $"held{Until(decision)}{Held(hold, decision, seen)}",
        Hold.None => $"did not hold{Numbers(hold, decision, seen, policy)}",
        var first when hold < first => $"did not hold{Numbers(hold, decision, seen, policy)}",
        _ => "not evaluated",
    };

    private static string Until(Decision decision) =>
        decision.HoldFor is { } span ? Invariant($" until {decision.At + span:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "";

    private static string Held(Hold hold, Decision decision, Observation seen) => (hold, seen.OwnerStop) switch
    {
        (Hold.StandingBy, _) => $" (acting: {decision.StandingByFor})",
        (Hold.ParentDown, _) => $" (its network belongs to {decision.ParentDown}, which does not run)",
        (Hold.OneAtATime, _) => $" ({decision.WaitsFor} is acted on first)",
        (Hold.OwnerStopping, OwnerStop.Pending) => " (somebody else has asked the node to stop)",
        (Hold.OwnerStopping, _) => " (it is unknown whether somebody else asked the node to stop)",
        _ => "",
    };

    private static string Numbers(Hold hold, Decision decision, Observation seen, Policy policy) => (hold, seen, decision) switch
    {
        (Hold.Starting, { RunState: not RunState.Running }, _) => " (the node is not running)",
        (Hold.Starting, { Facts: { ProducedInLastSession: true, SessionStartedAt: { } session } }, { Reason: Reason.IdleBehind }) =>
            Invariant($" (it produced in the session before, which ended at {session}, START_GRACE {policy.StartGrace.TotalSeconds:0} s)"),
        (Hold.Starting, { Facts.NodeStartedAt: { } banner }, _) =>
            Invariant($" (start banner at {banner}, START_GRACE {policy.StartGrace.TotalSeconds:0} s)"),
        (Hold.Starting, _, _) => " (no start banner in this life's log)",
        (Hold.CoolingDown or Hold.BackingOff, _, { Reason: Reason.LeftStopped, StopCause: StopCause.OurRestart }) =>
            " (a start that completes a restart does not wait)",
        (Hold.CoolingDown or Hold.BackingOff, _, { SinceRestart: { } since }) =>
            Invariant($" ({since.TotalSeconds:0} s since our last restart; restarts in a row: {decision.RestartsInARow})"),
        (Hold.CoolingDown or Hold.BackingOff, _, _) => " (no restart of ours before)",
        (Hold.CatchingUp, _, { CatchUpRate: { } rate }) =>
            $" (the lag {(rate < 0 ? "grows" : "shrinks")} by {DecisionText.Rate(Math.Abs(rate))} blocks/s; held from 1 block/s on)",
        (Hold.CatchingUp, _, _) => " (the import rate is not known)",
        _ => "",
    };
}
