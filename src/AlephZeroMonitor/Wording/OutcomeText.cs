using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>How restarts and starts ended.</summary>
internal static class OutcomeText
{
    /// <summary>"restarted in 10.7 s", "restart failed after 0.3 s: …", "not restarted: …".</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="remedy">What was to be done.</param>
    public static string Of(ActionOutcome outcome, Remedy remedy)
    {
        var verb = remedy == Remedy.Start ? "start" : "restart";
        return outcome.Result switch
        {
            ActionResult.Failed => Invariant($"{verb} failed after {outcome.Took.TotalSeconds:0.0} s: {Detail(outcome)}"),
            ActionResult.Abandoned => $"not {verb}ed: {Detail(outcome)}",
            _ when Detail(outcome) is { Length: > 0 } detail => Invariant($"{verb}ed in {outcome.Took.TotalSeconds:0.0} s: {detail}"),
            _ => Invariant($"{verb}ed in {outcome.Took.TotalSeconds:0.0} s"),
        };
    }

    /// <summary>Why there is no new life; then how the life before was ended. Empty when nothing is known.</summary>
    public static string Detail(ActionOutcome outcome) => Joined(Start(outcome), Graceful(outcome));

    private static string? Start(ActionOutcome outcome) => outcome switch
    {
        { Result: ActionResult.Started } => "a previous restart had left it stopped",
        { Result: ActionResult.Restarted, Cause: ActionCause.OwnerStopped } =>
            "somebody else asked it to stop meanwhile, and Docker started it all the same: stop it again if it is to stay stopped",
        { Result: ActionResult.Restarted } => null,
        _ => Cause(outcome),
    };

    private static string Cause(ActionOutcome outcome) => outcome.Cause switch
    {
        ActionCause.OtherState => $"the node is {outcome.Found} now",
        ActionCause.OtherLife => "it was started again in the meantime",
        ActionCause.OwnerStopping => "somebody else is stopping or restarting it",
        ActionCause.OwnerStopped => "somebody else stopped it in the meantime",
        ActionCause.Refused => outcome.Said ?? "the request was refused",
        ActionCause.NoAnswer => outcome.Said ?? "Docker gave no answer in time",
        ActionCause.NoNewStart => "the request was accepted, but the node has no new start time" + Said(outcome),
        ActionCause.EndedAtOnce => "it was started and ended at once: its log shows why" + Said(outcome),
        ActionCause.MonitorEnded => "the monitor ended before the outcome was known, and the node was not started again",
        _ => outcome.Said ?? "the cause is not known",
    };

    private static string? Graceful(ActionOutcome outcome) => outcome.Graceful switch
    {
        GracefulEnd.Ended => "it ended by itself after SIGTERM",
        GracefulEnd.RemovedAtEnd => "not gracefully: Docker removes the container when it ends by itself (--rm)",
        GracefulEnd.IsMainProcess =>
            "GRACEFUL_STOP not needed: the node is process 1 of its container, so Docker's stop signal reaches it",
        GracefulEnd.NoShell => "not gracefully: the container has no shell that could send the signal",
        GracefulEnd.NoCommand => "not gracefully: no command can be run in the container",
        GracefulEnd.TimedOut => "not graceful: the node did not exit within its stop timeout after SIGTERM",
        _ => null,
    };

    private static string Joined(params IEnumerable<string?> parts) => string.Join("; ", parts.OfType<string>());

    private static string Said(ActionOutcome outcome) => outcome.Said is { } said ? $" ({said})" : "";
}
