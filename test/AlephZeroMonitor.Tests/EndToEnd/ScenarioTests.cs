using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Whole stories, played by the simulated node. The network makes ten blocks a second.</summary>
public class ScenarioTests
{
    private const string NoGrace = "0";

    [Fact]
    public async Task Monitor_NodeThatFallsBehind_IsRescued()
    {
        await using var endpoint = await MovingAsync();
        await using var node = await SimulatedNode.StartAsync(endpoint, "falls-behind --after 30 --rate 1000");
        await using var monitor = Watch(node, endpoint);
        await monitor.SeeAsync("restarting it: FarBehind");
        await monitor.SeeAsync("restarted in");
        await monitor.SeeAsync(": InStep", 2);
    }

    [Fact]
    public async Task Monitor_NodeThatLeavesMajorSyncAndIdles_IsRescued()
    {
        await using var endpoint = await MovingAsync();
        await using var node = await SimulatedNode.StartAsync(endpoint, "idle --lag 50", "-t");
        await using var monitor = Watch(node, endpoint);
        await monitor.SeeAsync("restarting it: IdleBehind");
        await monitor.SeeAsync("restarted in");
        await monitor.SeeAsync(": InStep");
    }

    [Theory]
    [InlineData("producing --lag 50", "Producing")]
    [InlineData("in-major-sync --lag 50", "Syncing")]
    [InlineData("healthy", "InStep")]
    public async Task Monitor_NodeThatNeedsNoRestart_IsLeftAlone(string scenario, string reason)
    {
        await using var endpoint = await MovingAsync();
        await using var node = await SimulatedNode.StartAsync(endpoint, scenario);

        // Dry, since in its first second the node hasn't yet produced: what counts is where it comes to rest.
        await using var monitor = Watch(node, endpoint, ("DRY_RUN", "true"));
        await monitor.SeeAsync($": {reason}; ");
        await monitor.CheckThriceAsync();
        Assert.Contains(reason, monitor.Lines.Last(line => line.Contains(": checked, ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Monitor_NodeThatCatchesUp_IsLeftAloneUntilItIsThere()
    {
        await using var endpoint = await MovingAsync();
        await using var node = await SimulatedNode.StartAsync(endpoint, "catching-up --rate 30");
        await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
        await using var monitor = Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        Assert.DoesNotContain("restarting it", monitor.ToString());
        Assert.Contains("held: CatchingUp", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_NodeThatCrashes_IsLeftToItsRestartPolicy()
    {
        await using var endpoint = await MovingAsync();
        await using var node = await SimulatedNode.StartAsync(endpoint, "crashes --after 30", "--restart always");
        await using var monitor = Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        await monitor.SeeAsync(": BestUnknown");
        await monitor.SeeAsync(": InStep", 2);
        await monitor.SeeAsync("Panic: its log reports: ");
        await monitor.SeeAsync("EssentialTaskFailed: its log reports: ");
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    private static MonitorProcess Watch(SimulatedNode node, Endpoint endpoint, params (string Name, string Value)[] variables) => MonitorProcess.Start(
        [("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint.Url), ("START_GRACE", NoGrace), .. variables]);

    private static async Task<Endpoint> MovingAsync()
    {
        var clock = Stopwatch.StartNew();
        return await Endpoint.StartAsync(() => Head + (uint)(clock.Elapsed.TotalSeconds * 10));
    }
}
