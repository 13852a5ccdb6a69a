using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Http;

/// <summary>Without an HTTP server, writes to a file what <c>/healthz</c> would answer.</summary>
internal sealed class Heartbeat(Settings settings, Nodes nodes, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.HttpPort != 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(HeartbeatFile.Interval, time);
        do
        {
            HeartbeatFile.Write(settings.DataDirectory, HealthText.Problems(nodes, settings));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
