namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes each alert when it begins and when it is over, and those that stand when the monitor is started.</summary>
internal sealed class AlertNotices(Written written, ILogger<AlertNotices> log) : IProjection
{
    /// <summary>Writes what has changed.</summary>
    public void Checked(NodeReport report)
    {
        var (node, decision) = (written.Of(report.Name), report.Decision);
        foreach (var alert in decision.Alerts.Except(node.Alerts).Where(alert => !IsWritten(alert, decision)))
        {
            log.AlertChanged(LogLevel.Warning, report.Name, AlertText.Of(alert, decision), alert.Kind, alert.Since, IsOver: false);
        }

        foreach (var alert in node.Alerts.Except(decision.Alerts).Where(alert => !IsWritten(alert, decision)))
        {
            log.AlertChanged(LogLevel.Information, report.Name, AlertText.Over(alert, decision), alert.Kind, alert.Since, IsOver: true);
        }

        node.Alerts = decision.Alerts;
    }

    /// <summary>The begin and the end of this alert are lines of <see cref="ActionNotices"/>: a person is called, the node has recovered.</summary>
    private static bool IsWritten(Alert alert, Decision decision) => alert.Kind == AlertKind.RestartsDidNotHelp
        && (decision.Escalates || decision.Effect == RestartEffect.Recovered);
}
