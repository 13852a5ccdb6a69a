using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Registers this folder.</summary>
internal static class SelfReportsServices
{
    /// <summary>What the nodes say of themselves.</summary>
    public static IServiceCollection AddSelfReports(this IServiceCollection services) => services.AddSingleton<NodeReports>();
}
