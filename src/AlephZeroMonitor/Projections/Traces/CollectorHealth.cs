using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>Whether a collector accepts what it is sent. The log gets the changes, which the library reports nowhere.</summary>
/// <param name="what">What is sent, in a word.</param>
internal sealed class CollectorHealth(string what, Collector collector, ILogger log)
{
    private bool _fails;

    /// <summary>An export ended. Called by one thread at a time.</summary>
    /// <returns>The same result.</returns>
    public ExportResult Take(ExportResult result)
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

/// <summary>The library's exporter of metrics, whose failures are logged.</summary>
internal sealed class MetricSender(OtlpExporterOptions options, CollectorHealth health) : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics) => health.Take(base.Export(metrics));
}

/// <summary>The library's exporter of traces, whose failures are logged.</summary>
internal sealed class SpanSender(OtlpExporterOptions options, CollectorHealth health) : OtlpTraceExporter(options)
{
    public override ExportResult Export(in Batch<Activity> activityBatch) => health.Take(base.Export(activityBatch));
}
