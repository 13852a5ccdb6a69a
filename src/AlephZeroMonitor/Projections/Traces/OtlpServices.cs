using System.Diagnostics.Metrics;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>Registers this folder.</summary>
internal static class OtlpServices
{
    /// <summary>The export, where a collector is set; else nothing at all.</summary>
    public static IServiceCollection AddOtlp(this IServiceCollection services, Settings settings) => settings.Collector is { } collector
        ? services.AddHostedService(provider => new OtlpExport(
            collector, settings.ContainerNames.Length, provider.GetRequiredService<Meter>(), provider.GetRequiredService<ILogger<OtlpExport>>()))
        : services;
}
