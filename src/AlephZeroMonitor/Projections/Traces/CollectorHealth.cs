using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>Whether a collector takes what it is sent: the log tells of changes, since the library tells nobody.</summary>
/// <param name="what">What is sent, in a word.</param>
/// <param name="collector">The collector.</param>
/// <param name="log">The log.</param>
internal sealed class CollectorHealth(string what, Collector collector, ILogger log)
{
    private bool _fails;

    /// <summary>An export ended. Called by one thread at a time.</summary>
    /// <returns>The same result.</returns>
    public ExportResult Tell(ExportResult result)
    {
        var fails = result != ExportResult.Success;
        if (fails && !_fails)
        {
            log.CollectorFails(what, Address.Of(collector.Endpoint));
        }
        else if (_fails && !fails)
        {
            log.CollectorTakes(what, Address.Of(collector.Endpoint));
        }

        _fails = fails;
        return result;
    }
}
