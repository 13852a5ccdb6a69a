using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes each alert when it begins and when it is over.</summary>
internal sealed class AlertNotices(Written written, ILogger<AlertNotices> log) : IProjection
{
    private static readonly Alerts[] All = [.. Enum.GetValues<Alerts>().Where(alert => alert != Alerts.None)];

    /// <summary>Writes what has changed.</summary>
    public void Checked(NodeReport report)
    {
        var (node, decision) = (written.Of(report.Name), report.Decision);
        var changed = node.Alerts ^ decision.Alerts;
        node.Alerts = decision.Alerts;
        foreach (var alert in All.Where(alert => changed.HasFlag(alert) && !(alert == Alerts.RestartsDidNotHelp && IsWritten(decision))))
        {
            if (decision.Alerts.HasFlag(alert))
            {
                log.AlertChanged(LogLevel.Warning, report.Name, AlertText.Of(alert, decision));
            }
            else
            {
                log.AlertChanged(LogLevel.Information, report.Name, AlertText.Over(alert, decision));
            }
        }
    }

    /// <summary>
    /// The begin and the end of this alert are lines of <see cref="ActionNotices"/>: a person is called, the node has recovered. What is
    /// left is an alert that stood when the monitor was started.
    /// </summary>
    private static bool IsWritten(Decision decision) => decision.Escalates || !decision.Alerts.HasFlag(Alerts.RestartsDidNotHelp);
}
