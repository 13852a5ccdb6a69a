using AlephZeroMonitor.Configuration;
using AlephZeroMonitor.Docker;
using AlephZeroMonitor.JsonRpc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>Runs the loop of each node.</summary>
internal sealed class WatchService(
    Settings settings, StartupNotices notices, Containers containers, Engine engine, Endpoints endpoints, Actuator actuator, EngineEvents events,
    Liveness liveness, DecisionLog decisionLog, Board board, TroubleLog troubleLog, EventLog eventLog, TimeProvider time, ILogger<WatchService> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        notices.WriteTo(log);
        log.Watching(
            string.Join(", ", settings.ContainerNames),
            settings.CheckInterval.TotalSeconds,
            settings.Policy.BlockLag100,
            settings.Policy.BlockLag20,
            settings.Policy.DryRun ? "; dry run: nothing will be restarted" : "",
            typeof(WatchService).Assembly.GetName().Version?.ToString(3) ?? "");
        await Task.WhenAll(settings.ContainerNames.Select(name => WatchAsync(name, stoppingToken)));
    }

    private async Task WatchAsync(string name, CancellationToken ct)
    {
        await using var observer = new NodeObserver(name, containers, engine, endpoints, time, log);
        await new NodeWatch(name, observer, actuator, events, endpoints, liveness, decisionLog, board, troubleLog, eventLog, settings, time, log).RunAsync(ct);
    }
}
