using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>Writes to the log that a node does not tell of itself: once when that begins, and once when it ends.</summary>
internal sealed class NodeRpcLog(string name, ILogger log)
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
        log.NodeRpcChanged(_isWritten ? LogLevel.Warning : LogLevel.Information, name, _isWritten ? $"does not tell all ({report.Problem}); what it doesn't tell is known by its log alone" : "tells again");
    }
}
