using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>Registers this folder.</summary>
internal static class JsonRpcServices
{
    /// <summary>The endpoints.</summary>
    public static IServiceCollection AddJsonRpc(this IServiceCollection services) => services
        .AddSingleton<Endpoints>()
        .AddHostedService(provider => provider.GetRequiredService<Endpoints>());
}
