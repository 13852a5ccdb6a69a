using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Http;

/// <summary>Without an HTTP server, writes to a file what <c>/healthz</c> would answer.</summary>
internal sealed class Heartbeat(
    Settings settings, Nodes nodes, IEnumerable<ITargetSource> sources, TimeProvider time, ILogger<Heartbeat> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Lasting.RunAsync("the file of the health check", WriteAsync, time, log, stoppingToken);

    private async Task WriteAsync(CancellationToken ct)
    {
        if (settings.HttpPort != 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(HeartbeatFile.Interval, time);
        do
        {
            HeartbeatFile.Write(settings.DataDirectory, HealthText.Problems(nodes, sources, settings));
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}
