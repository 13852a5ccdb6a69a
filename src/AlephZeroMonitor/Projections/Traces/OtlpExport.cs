using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>
/// Sends metrics and traces to a collector, on threads of the library: nothing here waits for the collector, and what it doesn't take is
/// dropped.
/// The library itself reads the OTEL_ variables that are not settings of the monitor.
/// </summary>
/// <param name="nodes">How many nodes are watched.</param>
/// <param name="meter">The instruments that are read; they must be there before the export starts.</param>
internal sealed class OtlpExport(Collector collector, int nodes, Meter meter, ILogger log) : IHostedService, IDisposable
{
    private const int DefaultInterval = 60_000;

    /// <summary>No instrument has more series of one node: each rule with each effect.</summary>
    private const int MaxSeriesOfANode = 20;

    /// <summary>The library's own limit for one instrument.</summary>
    private const int MinSeries = 2000;

    /// <summary>The same for metrics and traces.</summary>
    private static readonly string InstanceId = Guid.NewGuid().ToString();

    /// <summary>How long the end waits until all is sent, in milliseconds: less than the host's own time for stopping.</summary>
    public int FlushTime { get; init; } = 500;

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.Exporting(Address.Of(collector.Endpoint), collector.SpeaksGrpc ? "grpc" : "http/protobuf");
        var limit = Math.Max(MinSeries, nodes * MaxSeriesOfANode);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddMeter(meter.Name)
            .AddView(instrument => instrument.IsObservable ? new MetricStreamConfiguration { CardinalityLimit = limit } : null)
            .AddReader(Reader())
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddSource(Steps.Source.Name)
            .AddProcessor(Processor())
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _metrics?.Shutdown(FlushTime), CancellationToken.None),
        Task.Run(() => _traces?.Shutdown(FlushTime), CancellationToken.None));

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES replace what is set here.</summary>
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(Telemetry.Name, serviceVersion: Product.Version, serviceInstanceId: InstanceId)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private PeriodicExportingMetricReader Reader() => new(
        new MetricSender(Options("v1/metrics"), new CollectorHealth("metrics", collector, log)),
        new PeriodicExportingMetricReaderOptions().ExportIntervalMilliseconds ?? DefaultInterval);

    private BatchActivityExportProcessor Processor()
    {
        var batch = new BatchExportActivityProcessorOptions();
        return new(
            new SpanSender(Options("v1/traces"), new CollectorHealth("traces", collector, log)),
            batch.MaxQueueSize,
            batch.ScheduledDelayMilliseconds,
            batch.ExporterTimeoutMilliseconds,
            batch.MaxExportBatchSize);
    }

    /// <summary>By HTTP each kind of data has a path of its own behind the collector's address; by gRPC the library knows it.</summary>
    private OtlpExporterOptions Options(string path) => new()
    {
        Endpoint = collector.SpeaksGrpc ? collector.Endpoint : new Uri(collector.Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path),
        Protocol = collector.SpeaksGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
        Headers = collector.Headers ?? "",
    };
}
