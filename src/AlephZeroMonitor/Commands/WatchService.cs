using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Commands;

/// <summary>Runs the watch for as long as the program runs: when a bug ends the watch, the host ends the program.</summary>
internal sealed class WatchService(Watch watch) : BackgroundService
{
    /// <summary>How the program ends.</summary>
    public int ExitCode => ExecuteTask is { IsFaulted: true } ? ExitCodes.Failure : ExitCodes.Success;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watch.RunAsync(stoppingToken);
}

/// <summary>Registers the loop.</summary>
internal static class WatchServices
{
    /// <summary>The loop and what it shares. Targets, network, history and projections are registered by their folders.</summary>
    public static IServiceCollection AddWatch(this IServiceCollection services, Settings settings) => services
        .AddSingleton<Nodes>()
        .AddSingleton(provider => new Fleet(
            provider.GetRequiredService<Nodes>(), provider.GetRequiredService<TimeProvider>(), Fleet.UsualGatherTimeout, settings.MaxParallelRestarts))
        .AddSingleton(provider => new LoopContext(
            provider.GetRequiredService<INetwork>(),
            provider.GetRequiredService<IHistory>(),
            new ProjectionSet(provider.GetServices<IProjection>()),
            provider.GetRequiredService<Fleet>(),
            provider.GetRequiredService<TimeProvider>(),
            BootId.Read()))
        .AddSingleton(provider => new Watch(
            provider.GetRequiredService<Nodes>(),
            provider.GetServices<ITargetSource>(),
            settings.ForNodes,
            settings.CheckInterval,
            provider.GetRequiredService<LoopContext>()))
        .AddSingleton<WatchService>()
        .AddHostedService(provider => provider.GetRequiredService<WatchService>())
        .AddHostedService<IdleMemory>();
}
