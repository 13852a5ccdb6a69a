namespace AlephZeroMonitor.Http;

/// <summary>Registers this folder.</summary>
internal static class HttpServices
{
    /// <summary>The HTTP server, and what stands in for its health when there is none.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services) => services
        .AddSingleton<Snapshot>()
        .AddSingleton(provider => Measured(new EventStream(provider.GetRequiredService<TimeProvider>())))
        .AddSingleton<IProjection>(provider => provider.GetRequiredService<EventStream>())
        .AddSingleton<IRoutes, MonitoringRoutes>()
        .AddSingleton<IRoutes, NowRoutes>()
        .AddSingleton<IRoutes, DoctorRoutes>()
        .AddSingleton<IRoutes, PastRoutes>()
        .AddSingleton<IRoutes, StateRoutes>()
        .AddSingleton<IRoutes, AboutRoutes>()
        .AddSingleton<IRoutes, BadgeRoutes>()
        .AddSingleton<IRoutes, ActionRoutes>()
        .AddSingleton<IRoutes, PageRoutes>()
        .AddHostedService<HttpServer>()
        .AddHostedService<Heartbeat>();

    private static EventStream Measured(EventStream events)
    {
        Telemetry.Meter.CreateObservableGauge("alephzero.monitor.event_streams", () => events.Clients, null, "Clients of /api/v1/events.");
        return events;
    }
}
