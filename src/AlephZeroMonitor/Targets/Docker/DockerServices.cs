using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Registers this folder.</summary>
internal static class DockerServices
{
    /// <summary>Nodes that run as Docker containers.</summary>
    public static IServiceCollection AddDocker(this IServiceCollection services) => services
        .AddSingleton(provider => Connect(provider.GetRequiredService<Settings>()))
        .AddSingleton<EngineClock>()
        .AddSingleton<Containers>()
        .AddSingleton<GracefulStop>()
        .AddSingleton<OtherMonitors>()
        .AddSingleton<EngineEvents>()
        .AddHostedService(provider => provider.GetRequiredService<EngineEvents>())
        .AddSingleton<ICheckup, EngineCheckup>()
        .AddSingleton<INodeCheckup, NodeCheckup>()
        .AddSingleton<INodeFinder, NodeFinder>()
        .AddSingleton<Func<string, ITarget>>(provider => name => Open(provider, name))
        .AddSingleton<DockerTargets>()
        .AddHostedService(provider => provider.GetRequiredService<DockerTargets>())
        .AddSingleton<ITargetSource>(provider => provider.GetRequiredService<DockerTargets>());

    private static Engine Connect(Settings settings) => new(settings.DockerHost, settings.DockerTls);

    private static DockerTarget Open(IServiceProvider provider, string name)
    {
        var (engine, containers) = (provider.GetRequiredService<Engine>(), provider.GetRequiredService<Containers>());
        var time = provider.GetRequiredService<TimeProvider>();
        var log = provider.GetRequiredService<ILogger<DockerTarget>>();
        var all = provider.GetRequiredService<EngineEvents>();
        var events = new TargetEvents(name, all);
        var stops = new StopRequests(all, events, time);
        var actuator = new Actuator(engine, containers, stops, provider.GetRequiredService<GracefulStop>(), time);
        var others = new OtherActors(name, provider.GetRequiredService<OtherMonitors>(), stops, actuator);
        var ends = new LifeEnds(engine, stops, events, time);
        return new DockerTarget(name, containers, events, new FollowedLog(name, engine, time, log), others, ends);
    }
}
