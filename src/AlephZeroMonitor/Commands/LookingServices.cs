using AlephZeroMonitor.Commands.Doctor;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Host.Privileges;
using AlephZeroMonitor.Targets.Docker;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Commands;

/// <summary>What the verbs need that look at nodes and act on nothing.</summary>
internal static class LookingServices
{
    /// <summary>The edges, without a log. A monitor that acts beside it is not kept from its work.</summary>
    public static ServiceProvider Build(Settings settings) => new ServiceCollection()
        .AddSingleton(settings with { Policy = settings.Policy with { DryRun = true } })
        .AddSingleton(TimeProvider.System)
        .AddLogging()
        .AddRightsCheckup()
        .AddSingleton<ICheckup, EngineCheckup>()
        .AddDocker()
        .AddEndpoints()
        .AddSelfReports()
        .BuildServiceProvider();

    /// <summary>Observes a node once.</summary>
    /// <returns>What was seen, and the container's labels.</returns>
    public static async Task<(Observation Seen, IReadOnlyDictionary<string, string> Labels)> ObserveAsync(
        IServiceProvider services, string name, CancellationToken ct)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(LookingServices));
        await using var observer = ActivatorUtilities.CreateInstance<NodeObserver>(services, name, log);
        var seen = await observer.ObserveAsync(TimeSpan.Zero, ct);
        return (seen, observer.Labels);
    }
}
