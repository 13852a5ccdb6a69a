namespace AlephZeroMonitor.Endpoints;

/// <summary>Registers this folder.</summary>
internal static class EndpointServices
{
    /// <summary>The network, by the endpoints of RPC_URL and by the nodes' own reports.</summary>
    public static IServiceCollection AddEndpoints(this IServiceCollection services) => services
        .AddSingleton<RpcNetwork>()
        .AddSingleton<INetwork>(provider => provider.GetRequiredService<RpcNetwork>())
        .AddHostedService(provider => provider.GetRequiredService<RpcNetwork>());
}
