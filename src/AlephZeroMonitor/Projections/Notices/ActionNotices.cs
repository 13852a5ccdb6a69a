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
            log.RestartJudged(level, report.Name, DecisionText.Effect(decision));
        }

        if (decision.Escalates)
        {
            log.Escalated(report.Name, DecisionText.Escalation(decision), decision.RestartsInARow);
        }
    }

    public void Acting(NodeReport report)
    {
        var decision = report.Decision;
        log.Restarting(
            report.Name,
            DecisionText.Verb(decision),
            decision.Reason,
            DecisionText.Explain(decision, report.Policy),
            DecisionText.Numbers(decision),
            decision.Best,
            decision.Head,
            decision.Lag);
    }

    public void Acted(NodeReport report, ActionOutcome outcome) => log.RestartEnded(
        outcome.Result == ActionResult.Failed ? LogLevel.Error : LogLevel.Warning,
        report.Name,
        OutcomeText.Of(outcome, report.Decision.Reason.AsksFor()),
        outcome.Result,
        outcome.Took.TotalSeconds);
}
