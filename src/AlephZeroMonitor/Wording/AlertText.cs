using AlephZeroMonitor.Core;
using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Alerts in words.</summary>
internal static class AlertText
{
    /// <summary>An alert that stands, with its numbers.</summary>
    public static string Of(Alerts alert, Decision decision) => $"{alert}: {Cause(alert, decision)}; a restart does not mend that";

    /// <summary>An alert that has ended.</summary>
    public static string Over(Alerts alert, Decision decision) =>
        $"{alert} is over, finalized block {DecisionText.Number(decision.Finalized)}";

    private static string Cause(Alerts alert, Decision decision) => (alert, decision.Fork) switch
    {
        (Alerts.RestartsDidNotHelp, _) => Invariant($"{decision.RestartsInARow} restarts in a row did not help"),
        (Alerts.Forked, { } fork) =>
            Invariant($"it finalized {fork.NodeHash} as block {fork.Block}, where the network has {fork.NetworkHash}"),
        (Alerts.NetworkFinalityStalled, _) => $"{Standing(decision)}, and the network's finality stands still, too",
        _ => Standing(decision),
    };

    private static string Standing(Decision decision) =>
        $"finalized block {DecisionText.Number(decision.Finalized)} has stood still while best moved, now {DecisionText.Best(decision)}";
}
