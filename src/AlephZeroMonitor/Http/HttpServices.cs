using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Http;

/// <summary>Registers this folder.</summary>
internal static class HttpServices
{
    /// <summary>The HTTP server.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services) => services
        .AddSingleton<Snapshot>()
        .AddSingleton<Past>()
        .AddSingleton<EventStream>()
        .AddSingleton<Routes>()
        .AddHostedService<HttpServer>();
}
