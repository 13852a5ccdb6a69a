namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes each alert when it begins and when it is over, and those that stand when the monitor is started.</summary>
internal sealed class AlertNotices(Written written, SharedLines shared, ILogger<AlertNotices> log) : IProjection
{
    /// <summary>Writes what has changed.</summary>
    public void Checked(NodeReport report)
    {
        var (node, decision) = (written.Of(report.Name), report.Decision);
        foreach (var alert in decision.Alerts.Except(node.Alerts).Where(alert => !IsWritten(alert, decision)))
        {
            Write(alert.Level == AlertLevel.Critical ? LogLevel.Error : LogLevel.Warning, report, alert, AlertText.Of(alert, decision), isOver: false);
        }

        foreach (var alert in node.Alerts.Except(decision.Alerts).Where(alert => !IsWritten(alert, decision)))
        {
            Write(LogLevel.Information, report, alert, AlertText.Over(alert, decision), isOver: true);
        }

        node.Alerts = decision.Alerts;
    }

    /// <summary>What is about Docker, the endpoints or the network is one line for all nodes.</summary>
    private void Write(LogLevel level, NodeReport report, Alert alert, string text, bool isOver)
    {
        if (alert.Kind is AlertKind.Blind or AlertKind.NetworkFinalityStalled or AlertKind.EndpointsBehind or AlertKind.HeadStale)
        {
            shared.Write((alert.Kind, level, report.Decision.Reason), report.Name, nodes => log.AlertChanged(level, nodes, text, alert.Kind, alert.Since, isOver));
        }
        else
        {
            log.AlertChanged(level, report.Name, text, alert.Kind, alert.Since, isOver);
        }
    }

    /// <summary>The begin and the end of this alert are lines of <see cref="ActionNotices"/>: a person is called, the node has recovered.</summary>
    private static bool IsWritten(Alert alert, Decision decision) => alert.Kind == AlertKind.RestartsDidNotHelp
        && (decision.Escalates || decision.Effect == RestartEffect.Recovered);
}
