using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes to the log that a node does not tell of itself: once when that begins, and once when it ends.</summary>
/// <param name="node">The container's name.</param>
/// <param name="what">What is asked: "RPC", "metrics".</param>
/// <param name="log">The log.</param>
internal sealed class SelfReportLog(string node, string what, ILogger log)
{
    private bool _isWritten;

    /// <summary>Writes what has changed.</summary>
    /// <param name="report">What the node said; null when it was not asked, which is no news.</param>
    public void Write(SelfReport? report)
    {
        if (report is null || (report.Problem is not null) == _isWritten)
        {
            return;
        }

        _isWritten = !_isWritten;
        log.SelfReportChanged(
            _isWritten ? LogLevel.Warning : LogLevel.Information,
            node,
            _isWritten ? $"its {what}: not all is told ({report.Problem}); what isn't is known without it" : $"its {what}: all is told again");
    }
}
