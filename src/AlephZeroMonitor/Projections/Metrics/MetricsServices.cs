using System.Diagnostics.Metrics;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Http;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>Registers this folder.</summary>
internal static class MetricsServices
{
    /// <summary>The metrics.</summary>
    public static IServiceCollection AddProgramMetrics(this IServiceCollection services) => services
        .AddSingleton(provider => Instruments(
            provider.GetRequiredService<Board>(),
            provider.GetRequiredService<RestartHelp>(),
            provider.GetRequiredService<RpcNetwork>(),
            provider.GetRequiredService<Snapshot>(),
            provider.GetRequiredService<EventStream>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Exposition>();

    /// <summary>All instruments that are read from what is published.</summary>
    public static Meter Instruments(Board board, RestartHelp help, RpcNetwork endpoints, Snapshot snapshot, EventStream events, TimeProvider time)
    {
        var meter = new Meter(Telemetry.Name);
        _ = new NodeMetrics(meter, board, help, time);
        meter.AddEndpoints(endpoints, snapshot.Judge);
        meter.AddProcess();
        meter.CreateObservableGauge("alephzero.monitor.event_streams", () => events.Clients, null, "Clients of /api/v1/events.");
        meter.CreateObservableGauge(
            "alephzero.monitor.info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", Product.Version)),
            null,
            "1, with the monitor's version.");
        return meter;
    }
}
