using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>Runs the loop of each node.</summary>
internal sealed class WatchService(Settings settings, StartupNotices notices, IServiceProvider services, ILogger<WatchService> log) : BackgroundService
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

    /// <summary>Each node has an observer, a record, a check and a watch of its own; all else is shared.</summary>
    private async Task WatchAsync(string name, CancellationToken ct)
    {
        await using var observer = ActivatorUtilities.CreateInstance<NodeObserver>(services, name, log);
        var record = ActivatorUtilities.CreateInstance<NodeRecord>(services, name);
        var check = ActivatorUtilities.CreateInstance<NodeCheck>(services, name, observer, record, log);
        await ActivatorUtilities.CreateInstance<NodeWatch>(services, check, log).RunAsync(ct);
    }
}
