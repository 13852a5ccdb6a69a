using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>The library's exporter of traces, whose failures are told of.</summary>
internal sealed class SpanSender(OtlpExporterOptions options, CollectorHealth health) : OtlpTraceExporter(options)
{
    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> activityBatch) => health.Tell(base.Export(activityBatch));
}
