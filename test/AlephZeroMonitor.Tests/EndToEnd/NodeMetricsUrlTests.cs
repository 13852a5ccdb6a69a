using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What the node's own metrics add to its log, with the binary on a real engine.</summary>
public class NodeMetricsUrlTests
{
    [Fact]
    public async Task Monitor_MetricsKnowMoreThanALogThatStandsStill_DoesNotRestartAndSaysSo()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var self = await Endpoint.StartAsync(Head - 1);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_METRICS_URL", self.MetricsUrl));
        await monitor.SeeAsync($": InStep; best {Head - 1} (by its metrics), head {Head}, lag 1");
        await monitor.SeeAsync($"; the log shows best {Head - 500}, the node's metrics {Head - 1}");
        await monitor.CheckThriceAsync();
        Assert.Equal(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Monitor_MetricsShowPreparedBlocksThatTheLogDoesNot_IsProducing()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var self = await Endpoint.StartAsync(Head - 50);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_METRICS_URL", self.MetricsUrl), ("DRY_RUN", "true"));
        await monitor.SeeAsync("would restart: IdleBehind; held: DryRun");
        self.Prepared++;
        await monitor.SeeAsync(": Producing; ");
    }

    [Fact]
    public async Task Monitor_MetricsSayThatTheNodeIsInMajorSync_IsNotIdle()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var self = await Endpoint.StartAsync(Head - 50);
        self.IsSyncing = true;
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_METRICS_URL", self.MetricsUrl));
        await monitor.SeeAsync(": Syncing; ");
        await monitor.SeeAsync("by the log it left major sync, the node's metrics say that it is in it");
        self.IsSyncing = false;
        await monitor.SeeAsync("restarting it: IdleBehind");
    }

    [Fact]
    public async Task Monitor_MetricsFailAndTheLogIsFarBehind_SaysSoAndRestarts()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var self = await Endpoint.StartAsync(Head, Fault.Error500);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_METRICS_URL", self.MetricsUrl));
        await monitor.SeeAsync("its metrics: some values are missing (HTTP 500");
        await monitor.SeeAsync("restarted in");
    }
}
