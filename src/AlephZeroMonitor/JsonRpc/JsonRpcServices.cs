using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>Registers this folder.</summary>
internal static class JsonRpcServices
{
    /// <summary>The network's head.</summary>
    public static IServiceCollection AddJsonRpc(this IServiceCollection services) => services.AddSingleton<HeadProbe>();
}
