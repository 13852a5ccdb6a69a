using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Why a saved decision was made.</summary>
/// <param name="Verdict">What was decided, in words.</param>
/// <param name="Why">The rule with its numbers, and the hold; sentences.</param>
/// <param name="Holds">How each hold stood, in their order; empty when no action was asked for.</param>
/// <param name="WouldChange">Single changes of a setting that would have turned an action into none, or none into an action.</param>
/// <param name="Evidence">What the decision was made from.</param>
internal sealed record DecisionExplanation(
    string Verdict,
    ImmutableArray<string> Why,
    ImmutableArray<string> Holds,
    ImmutableArray<string> WouldChange,
    ImmutableArray<EvidenceLine> Evidence)
{
    /// <summary>Explains a saved decision.</summary>
    public static DecisionExplanation Of(DecisionRecord saved) => new(
        DecisionText.Outcome(saved.Decision),
        [.. Explanation.Sentences(saved.Decision, saved.Policy)],
        [.. HoldsText.Of(saved.Decision, saved.Seen, saved.Policy)],
        [.. Alternatives.Of(saved)],
        [.. EvidenceText.Of(saved.Seen, saved.Decision)]);
}

/// <summary>Sentences about a decision.</summary>
internal static class Explanation
{
    /// <summary>The reason with its numbers, then the hold.</summary>
    public static IEnumerable<string> Sentences(Decision decision, Policy policy)
    {
        yield return OfReason(decision, policy);
        if (decision.RestartsInARow > 0)
        {
            yield return Invariant($"Restarts in a row that did not help: {decision.RestartsInARow}, ")
                + Invariant($"the last {decision.SinceRestart?.TotalSeconds:0} s ago.");
        }

        if (decision.Acts)
        {
            yield return $"Nothing held it, so the node was {DecisionText.Verb(decision)}ed.";
        }
        else if (decision.Hold != Hold.None)
        {
            yield return $"The {DecisionText.Verb(decision)} was held: {OfHold(decision, policy)}.";
        }
    }

    private static string OfReason(Decision decision, Policy policy) => decision.Reason switch
    {
        Reason.InStep => Invariant($"Lag {decision.Lag} is at most {policy.BlockLag20} (BLOCK_LAG_20): the node is healthy."),
        Reason.Syncing => $"{Above(decision, policy)}, but the node is in major sync.",
        Reason.Producing => $"{Above(decision, policy)}, but the node produces blocks in its session.",
        Reason.Tolerated => $"{Above(decision, policy)}, but the log does not say that the node left major sync.",
        Reason.BestUnknown => "The log shows no block since the node started, so the lag is unknown.",
        Reason.Missing => $"Missing: {DecisionText.Problem(decision)}.",
        Reason.NotRunning when decision.StopCause == StopCause.Unknown =>
            $"The node is {decision.RunState}. It is unknown whether its owner stopped it, so it is left alone.",
        Reason.NotRunning => $"The node is {decision.RunState}; it is left alone.",
        Reason.Dependant => $"It is no node of the chain: it is only restarted after a restart of {DecisionText.Parents(decision)}.",
        Reason.Unreachable => $"Docker does not answer{After(decision.UnreachableSaid)}.",
        Reason.LeftStopped => $"LeftStopped asks for a start: {DecisionText.Explain(decision, policy)}.",
        var reason when reason.IsBlind() => $"The lag is unknown{After(DecisionText.Problem(decision))}.",
        var reason => $"{reason} asks for a restart: {DecisionText.Explain(decision, policy)}.",
    };

    private static string OfHold(Decision decision, Policy policy) => decision.Hold switch
    {
        Hold.StandingBy => "another monitor acts on this node" + (decision.StandingByFor is { } other ? $" ({other})" : ""),
        Hold.Paused => "an operator paused this node",
        Hold.OwnerStopping => "somebody else has asked the node to stop, or that can't be ruled out",
        Hold.ParentDown => $"its network belongs to the container {decision.ParentDown}, which does not run, so that it could be stopped but not started again",
        Hold.Starting =>
            Invariant($"the node started or resumed less than {policy.StartGrace.TotalSeconds} s ago (START_GRACE)"),
        Hold.CoolingDown => Invariant($"our last restart was less than {policy.RestartCooldown.TotalSeconds} s ago (RESTART_COOLDOWN)"),
        Hold.BackingOff =>
            Invariant($"{decision.RestartsInARow} restarts in a row did not help, so the next waits longer (RESTART_BACKOFF_MAX)"),
        Hold.CatchingUp => Invariant($"the lag shrinks by {decision.CatchUpRate:0.0} blocks a second"),
        Hold.ManySick => "all nodes would be restarted in the same minute, so the monitor's own view is suspect",
        Hold.OneAtATime => $"{decision.WaitsFor} is acted on first (MAX_PARALLEL_RESTARTS)",
        Hold.DryRun => "DRY_RUN is set",
        var hold => $"{hold}",
    };

    private static string Above(Decision decision, Policy policy) =>
        Invariant($"Lag {decision.Lag} is above {policy.BlockLag20} (BLOCK_LAG_20)");

    private static string After(string? problem) => problem is null ? "" : $": {problem.TrimEnd('.')}";
}
