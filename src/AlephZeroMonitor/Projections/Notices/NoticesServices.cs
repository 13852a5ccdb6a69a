using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Registers this folder.</summary>
internal static class NoticesServices
{
    /// <summary>The lines that the monitor writes to its log. For one check they are written in this order.</summary>
    /// <param name="services">The services.</param>
    /// <param name="hasDefaultEndpoints">The endpoints are those of the default list.</param>
    /// <param name="found">What was found before the log was there.</param>
    public static IServiceCollection AddNotices(
        this IServiceCollection services, bool hasDefaultEndpoints, StartupNotices found) => services
        .AddSingleton(found)
        .AddHostedService<StartNotices>()
        .AddSingleton<Written>()
        .AddSingleton<IProjection>(
            provider => new EndpointNotices(hasDefaultEndpoints, provider.GetRequiredService<ILogger<EndpointNotices>>()))
        .AddSingleton<IProjection, SelfReportNotices>()
        .AddSingleton<IProjection, EventNotices>()
        .AddSingleton<IProjection, TroubleNotices>()
        .AddSingleton<IProjection, ActionNotices>()
        .AddSingleton<IProjection, DecisionNotices>()
        .AddSingleton<IProjection, AlertNotices>()
        .AddSingleton<IProjection>(provider => provider.GetRequiredService<Written>());
}
