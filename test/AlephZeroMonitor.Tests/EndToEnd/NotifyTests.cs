using System.Diagnostics;
using AlephZeroMonitor.Projections.Notifications;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Messages of the real program.</summary>
public class NotifyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Monitor_DockerIsGone_TellsItOnceAlsoAfterItWasKilled()
    {
        await using var people = await ReceiverServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("notify-").FullName;
        (string, string)[] variables =
        [
            ("CONTAINER_NAME", "node"), ("DOCKER_HOST", $"unix://{folder}/no.sock"), ("RPC_URL", "http://127.0.0.1:1"), ("BLIND_AFTER", "2"), ("DATA_DIR", folder), ("MONITOR_UID", "0"),
            ("NOTIFY_URL", $"generic+http://{people.Host}/hook ntfy://127.0.0.1:1/topic?disabletls=yes"),
        ];
        await using (var monitor = MonitorProcess.Start(variables))
        {
            for (var clock = Stopwatch.StartNew(); people.Requests.Count == 0 && clock.Elapsed < Patience;)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            // The other receiver is dead, which is a line, and keeps nobody waiting.
            await monitor.SeeAsync("Receiver ntfy://127.0.0.1:1: Connection refused");
            monitor.Signal("KILL");
            await monitor.ExitAsync();
        }

        await using (var monitor = MonitorProcess.Start(variables))
        {
            await monitor.SeeAsync("Blind: ");
            await monitor.CheckThriceAsync();
            await Task.Delay(2 * Dispatcher.Tick, TestContext.Current.CancellationToken);
        }

        var got = Assert.Single(people.Requests);
        Assert.Equal(("Began", "Critical", "node: it cannot be judged"), (got.Text("kind"), got.Text("level"), got.Text("title")));
        Directory.Delete(folder, recursive: true);
    }
}
