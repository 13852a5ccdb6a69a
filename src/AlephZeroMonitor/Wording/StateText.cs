using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>How a node is and what became of its restarts, as messages say it: without the names of rules.</summary>
internal static class StateText
{
    /// <summary>"it is in step", "it is 104 blocks behind; its restart waits until 18:08:05Z (CoolingDown)", "its log shows no block yet".</summary>
    public static string Of(Decision decision) => (decision.Reason, DecisionText.Problem(decision)) switch
    {
        (Reason.InStep, _) => "it is in step",
        (Reason.BestUnknown, _) => "its log shows no block yet",
        (Reason.Syncing, _) => $"{Behind(decision)}, in major sync",
        (Reason.LeftStopped, _) => "a restart left it stopped",
        (Reason.Unreachable, { } problem) => $"Docker does not answer: {problem}",
        (Reason.LogUnreadable, { } problem) => $"its log cannot be read: {problem}",
        (Reason.HeadUnknown or Reason.HeadUntrusted, var problem) => $"the network's latest block is unknown{(problem is null ? "" : $": {problem}")}",
        (_, { } problem) => problem,
        (var reason, _) when decision.Lag is null => $"{reason}",
        _ => Behind(decision),
    } + Held(decision);

    /// <summary>What a restart did: why and when it was made, and how the node is since.</summary>
    public static string OfRestart(Decision decision) => $"it was {Cause(decision)}restarted at {Time(decision.At - decision.SinceRestart)}{After(decision)}; now "
        + (decision.Effect == RestartEffect.Recovered ? Invariant($"at block {decision.Best} of {decision.Head}") : Of(decision)) + DecisionText.Repeats(decision);

    private static string Behind(Decision decision) => $"it is {DecisionText.Number(decision.Lag)} blocks behind";

    private static string Cause(Decision decision) => decision.LagBefore is { } lag ? Invariant($"{lag} blocks behind ({decision.RestartedFor}) and was ") : "";

    private static string After(Decision decision) => decision.RecoveredAfter is { } after ? $"; in step {AlertText.Span(after)} later" : "";

    private static string Held(Decision decision) =>
        decision.Hold == Hold.None ? "" : $"; its {DecisionText.Verb(decision)} waits{DecisionText.Until(decision)} ({decision.Hold})";

    private static string Time(DateTimeOffset? at) => Invariant($"{at?.UtcDateTime:HH:mm:ss} UTC");
}
