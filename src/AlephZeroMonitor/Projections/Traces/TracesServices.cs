using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>Registers this folder.</summary>
internal static class TracesServices
{
    /// <summary>How many nodes are reckoned with where their number is not known before.</summary>
    private const int MostFound = 1000;

    /// <summary>The traces and the export of traces and metrics, where a collector is set; otherwise nothing at all.</summary>
    public static IServiceCollection AddTraces(this IServiceCollection services, Settings settings) => settings.Collector is { } collector
        ? services
            .AddSingleton<IProjection, TraceProjection>()
            .AddHostedService(provider => new OtlpExport(
                collector,
                settings.WatchLabel is null ? settings.ContainerNames.Length : MostFound,
                provider.GetRequiredService<Meter>(),
                provider.GetRequiredService<ILogger<OtlpExport>>()))
        : services;
}
