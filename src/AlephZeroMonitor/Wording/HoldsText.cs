using AlephZeroMonitor.Core;
using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>How each hold stood at a decision, for people.</summary>
internal static class HoldsText
{
    /// <summary>A line for each hold in its order; none when no restart was asked for. The first that holds counts: those before it did not hold, those behind it were not looked at.</summary>
    public static IEnumerable<string> Of(Decision decision, Observation seen, Policy policy) => !decision.Reason.AsksForRestart() ? [] :
        Enum.GetValues<Hold>().Where(hold => hold != Hold.None).Select(hold =>
            hold == decision.Hold ? $"{hold}: held{(decision.HoldFor is { } span ? Invariant($" until {decision.At + span:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "")}"
            : decision.Hold == Hold.None || hold < decision.Hold ? $"{hold}: did not hold{Numbers(hold, decision, seen, policy)}"
            : $"{hold}: not looked at");

    private static string Numbers(Hold hold, Decision decision, Observation seen, Policy policy) => hold switch
    {
        Hold.Starting => seen.Facts.NodeStartedAt is { } banner ? Invariant($" (start banner at {banner}, START_GRACE {policy.StartGrace.TotalSeconds:0} s)") : " (no start banner in this life's log)",
        Hold.CoolingDown or Hold.BackingOff => decision.SinceRestart is { } since
            ? Invariant($" ({since.TotalSeconds:0} s since our last restart; restarts in a row: {decision.RestartsInARow})")
            : " (no restart of ours before)",
        Hold.CatchingUp => decision.CatchUpRate is { } rate
            ? Invariant($" (the lag {(rate < 0 ? "grows" : "shrinks")} by {Math.Abs(rate):0.0} blocks a second; to shrink by 1 or more holds)")
            : " (the import rate is not known)",
        _ => "",
    };
}
