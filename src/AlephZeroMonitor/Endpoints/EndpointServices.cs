using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Registers this folder.</summary>
internal static class EndpointServices
{
    /// <summary>The endpoints.</summary>
    public static IServiceCollection AddEndpoints(this IServiceCollection services) => services
        .AddSingleton<RpcNetwork>()
        .AddHostedService(provider => provider.GetRequiredService<RpcNetwork>());
}
