using AlephZeroMonitor.Core;
using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Alerts in words.</summary>
internal static class AlertText
{
    /// <summary>An alert that stands, with its numbers.</summary>
    public static string Of(Alerts alert, Decision decision) => $"{alert}: {Cause(alert, decision)}; {Remedy(alert, decision)}";

    /// <summary>An alert that has ended.</summary>
    public static string Over(Alerts alert, Decision decision) => alert switch
    {
        Alerts.Blind or Alerts.Crashed => $"{alert} is over: {DecisionText.Verdict(decision)}",
        Alerts.CrashLooping => $"{alert} is over: its present life has lasted ten minutes",
        _ => $"{alert} is over, finalized block {DecisionText.Number(decision.Finalized)}",
    };

    private static string Cause(Alerts alert, Decision decision) => (alert, decision.Fork) switch
    {
        (Alerts.RestartsDidNotHelp, _) => DecisionText.Escalation(decision),
        (Alerts.Blind, _) => Invariant($"for {decision.BlindFor?.TotalSeconds:0} s it could not be judged, and was not restarted: ")
            + DecisionText.Verdict(decision),
        (Alerts.Crashed, _) => $"{LifeEndText.Of(decision.End)}",
        (Alerts.CrashLooping, _) =>
            $"three or more of its lives ended by themselves within ten minutes; of the last, {LifeEndText.Of(decision.End)}",
        (Alerts.Forked, { } fork) =>
            Invariant($"it finalized {fork.NodeHash} as block {fork.Block}, where the network has {fork.NetworkHash}"),
        (Alerts.NetworkFinalityStalled, _) => $"{Standing(decision)}, and the network's finality stands still, too",
        _ => Standing(decision),
    };

    private static string Remedy(Alerts alert, Decision decision) => alert switch
    {
        Alerts.Blind => BlindRemedy(decision),
        Alerts.Crashed => "nothing starts it again: mend the cause, then start it",
        Alerts.CrashLooping => "mend the cause that its last words name; a restart does not",
        _ => "a restart does not mend that",
    };

    private static string BlindRemedy(Decision decision) => decision.Reason switch
    {
        Reason.Unreachable =>
            "see whether Docker runs, and whether its socket's folder is still mounted; `alephzero-monitor doctor` checks it",
        Reason.LogUnreadable => LogRemedy(decision.LogProblem?.Kind),
        Reason.BestUnknown => "its log shows no block since its start: see there what it waits for",
        Reason.HeadUnknown or Reason.HeadUntrusted =>
            "set RPC_URL to endpoints that answer for this chain; `alephzero-monitor doctor` checks them",
        _ => "it begins and ends again and again: see its log for the cause",
    };

    private static string LogRemedy(LogProblemKind? kind) => kind switch
    {
        LogProblemKind.Driver => "create the container again with another log driver",
        LogProblemKind.Refused => "allow the request in the proxy",
        LogProblemKind.Missing => "restart the container: Docker then makes a new log file",
        LogProblemKind.Damaged => "see whether the disk is full or failing, and create the container again: it then has a new log file",
        LogProblemKind.Slow => "see whether the disk is busy, and limit the log (max-size, max-file)",
        _ => "`docker logs` shows whether Docker itself can read it",
    };

    private static string Standing(Decision decision) =>
        $"finalized block {DecisionText.Number(decision.Finalized)} has stood still while best moved, now {DecisionText.Best(decision)}";
}
