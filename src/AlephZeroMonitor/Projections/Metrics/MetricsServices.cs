using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>Registers this folder.</summary>
internal static class MetricsServices
{
    /// <summary>The metrics, their meter, to which other folders may add instruments, and their text.</summary>
    public static IServiceCollection AddProgramMetrics(this IServiceCollection services) => services
        .AddSingleton<NodeTable>()
        .AddSingleton<IProjection>(provider => provider.GetRequiredService<NodeTable>())
        .AddSingleton(provider => Instruments(
            provider.GetRequiredService<NodeTable>(), provider.GetRequiredService<INetwork>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IMetricsText, Exposition>();

    /// <summary>All instruments of this folder that are read on request.</summary>
    public static Meter Instruments(NodeTable nodes, INetwork network, TimeProvider time)
    {
        var meter = new Meter(Telemetry.Name);
        _ = new NodeMetrics(meter, nodes, time);
        _ = new EndpointMetrics(meter, nodes, network);
        meter.AddProcess();
        meter.CreateObservableGauge(
            "alephzero.monitor.info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", Product.Version)),
            null,
            "Always 1; the label has the monitor's version.");
        return meter;
    }
}
