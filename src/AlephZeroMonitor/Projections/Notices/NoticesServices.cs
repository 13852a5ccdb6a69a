namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Registers this folder.</summary>
internal static class NoticesServices
{
    /// <summary>The lines that the monitor writes to its log. For one check they are written in this order.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddHostedService<StartNotices>()
        .AddSingleton<Written>()
        .AddSingleton(provider => new SharedLines(() => provider.GetRequiredService<Nodes>().All.Length, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IProjection>(provider => new EndpointNotices(
            provider.GetRequiredService<Settings>().AreDefaultEndpoints, provider.GetRequiredService<ILogger<EndpointNotices>>()))
        .AddSingleton<IProjection, SelfReportNotices>()
        .AddSingleton<IProjection, EventNotices>()
        .AddSingleton<IProjection, TroubleNotices>()
        .AddSingleton<IProjection, ActionNotices>()
        .AddSingleton<IProjection, DecisionNotices>()
        .AddSingleton<IProjection, AlertNotices>()
        .AddSingleton<IProjection>(provider => provider.GetRequiredService<SharedLines>())
        .AddSingleton<IProjection>(provider => provider.GetRequiredService<Written>());
}
