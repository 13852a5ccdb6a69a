using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Registers this folder.</summary>
internal static class DockerServices
{
    /// <summary>The engine: containers, their logs, its events, and restarts.</summary>
    public static IServiceCollection AddDocker(this IServiceCollection services) => services
        .AddSingleton<Engine>()
        .AddSingleton<EngineClock>()
        .AddSingleton<Containers>()
        .AddSingleton<StopRequests>()
        .AddSingleton<GracefulStop>()
        .AddSingleton<OtherMonitors>()
        .AddSingleton<Actuator>()
        .AddSingleton<StopCauses>()
        .AddSingleton<DockerParts>()
        .AddSingleton<ITargetSource, DockerTargets>()
        .AddSingleton<ICheckup, EngineCheckup>()
        .AddSingleton<INodeCheckup, NodeCheckup>()
        .AddSingleton<EngineEvents>()
        .AddHostedService(provider => provider.GetRequiredService<EngineEvents>());
}
