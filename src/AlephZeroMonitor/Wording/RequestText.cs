namespace AlephZeroMonitor.Wording;

/// <summary>What became of a requested restart, for people.</summary>
internal static class RequestText
{
    /// <summary>"restarted in 3.0 s: …", "not restarted: held: paused until 12:05:10Z; the request is not kept".</summary>
    public static string Of(RestartRequest request) => request switch
    {
        { State: RequestState.Waiting } => "requested, not decided yet",
        { Outcome: { } outcome } => OutcomeText.Of(outcome, Remedy.Restart),
        { State: RequestState.Done } => "the restart failed because of a bug in the monitor; see its log",
        { State: RequestState.Acting, Decision.Reason: var reason } => $"being restarted ({reason})",
        { Decision: { Hold: not Hold.None } decision } =>
            $"not restarted: held: {decision.Hold}{DecisionText.Until(decision)}; the request was dropped",
        { Decision: { Reason: Reason.NotRunning or Reason.Missing } decision } => $"not restarted, because it does not run: {DecisionText.Problem(decision)}",
        { Decision: { } decision } => $"not restarted, because it can't be judged: {decision.Reason}{Detail(decision)}",
        _ => "not restarted",
    };

    private static string Detail(Decision decision) => DecisionText.Problem(decision) is { } problem ? $": {problem}" : "";
}
