namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes that a node itself does not report everything that it is asked: when that begins, and when it is over.</summary>
internal sealed class SelfReportNotices(Written written, ILogger<SelfReportNotices> log) : IProjection
{
    /// <summary>Writes what has changed. That a node was not asked changes nothing.</summary>
    public void Checked(NodeReport report)
    {
        var node = written.Of(report.Name);
        node.HasRpcFailed = Write(report.Name, "RPC", "NODE_RPC_URL", report.Seen.Report, node.HasRpcFailed);
        node.HaveMetricsFailed = Write(report.Name, "metrics", "NODE_METRICS_URL", report.Seen.Metrics, node.HaveMetricsFailed);
    }

    private bool Write(string name, string what, string setting, SelfReport? report, bool hadFailed)
    {
        var hasFailed = report is null ? hadFailed : report.Failure is not null;
        if (hasFailed && !hadFailed)
        {
            log.SelfReportChanged(LogLevel.Warning, name, SelfReportText.Failed(what, report!.Failure!.Value, setting));
        }
        else if (hadFailed && !hasFailed)
        {
            log.SelfReportChanged(LogLevel.Information, name, SelfReportText.Complete(what));
        }

        return hasFailed;
    }
}
