using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes what was found before the log was there, and what is watched.</summary>
internal sealed class StartNotices(Settings settings, StartupNotices found, ILogger<StartNotices> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (isWarning, text) in found.All)
        {
            if (isWarning)
            {
                log.Warn(text);
            }
            else
            {
                log.Inform(text);
            }
        }

        log.Watching(
            string.Join(", ", settings.WatchLabel is { } label ? [.. settings.ContainerNames, $"containers with the label {label}"] : settings.ContainerNames),
            settings.CheckInterval.TotalSeconds,
            settings.Policy.BlockLag100,
            settings.Policy.BlockLag20,
            settings.Policy.DryRun ? "; dry run: nothing is restarted" : "",
            Product.Version,
            settings.Policy.DryRun);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        log.Ending();
        return Task.CompletedTask;
    }
}
