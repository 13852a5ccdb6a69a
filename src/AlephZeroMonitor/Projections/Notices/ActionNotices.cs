namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes restarts and starts: when one begins, how it ended, what it did for the node, and that a person is called.</summary>
internal sealed class ActionNotices(ILogger<ActionNotices> log) : IProjection
{
    /// <summary>Writes what is now known of earlier actions.</summary>
    public void Checked(NodeReport report)
    {
        var decision = report.Decision;
        if (decision.Effect != RestartEffect.Unknown)
        {
            var level = decision.Effect == RestartEffect.Recovered ? LogLevel.Information : LogLevel.Warning;
            log.RestartJudged(level, report.Name, DecisionText.Effect(decision), decision.RestartedFor, decision.Effect);
        }

        if (decision.Escalates)
        {
            log.Escalated(report.Name, DecisionText.Escalation(decision), decision.RestartsInARow);
        }
    }

    public void Acting(NodeReport report)
    {
        var decision = report.Decision;
        var text = $"{DecisionText.Verb(decision)}ing it: {decision.Reason}: {DecisionText.Explain(decision, report.Policy)}{DecisionText.Numbers(decision)}";
        log.Restarting(report.Name, text, decision.Reason, decision.Lag, decision.Best, decision.Head, report.DecisionId);
    }

    public void Acted(NodeReport report, ActionOutcome outcome) => log.RestartEnded(
        outcome.Result == ActionResult.Failed ? LogLevel.Error
            : outcome is { HasSucceeded: true, Cause: ActionCause.OwnerStopped } ? LogLevel.Warning
            : LogLevel.Information,
        report.Name,
        OutcomeText.Of(outcome, report.Decision.Reason.AsksFor()),
        report.Decision.Reason,
        outcome.Result,
        outcome.Took.TotalSeconds);
}
