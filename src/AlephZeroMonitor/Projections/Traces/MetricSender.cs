using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>The library's exporter of metrics, whose failures are told of.</summary>
internal sealed class MetricSender(OtlpExporterOptions options, CollectorHealth health) : OtlpMetricExporter(options)
{
    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> metrics) => health.Tell(base.Export(metrics));
}
