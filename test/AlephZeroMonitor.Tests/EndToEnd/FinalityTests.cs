using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A node that finalizes nothing any more, in a network that does and in one that doesn't. Both at once, since each takes more than two minutes.</summary>
public class FinalityTests
{
    [Fact]
    public async Task Monitor_FinalityStandsStill_TellsTheNodesFromTheNetworks()
    {
        var clock = Stopwatch.StartNew();
        await using var endpoint = await Endpoint.StartAsync(() => Head + (uint)(clock.Elapsed.TotalSeconds * 10));
        await using var stalled = await Endpoint.StartAsync(() => Head + (uint)(clock.Elapsed.TotalSeconds * 10));
        await using var node = await SimulatedNode.StartAsync(endpoint, "finality-stalls --after 30");
        stalled.Finalized = Head;
        await using var inAHealthyNetwork = Watch(node, endpoint.Url);
        await using var inAStalledNetwork = Watch(node, stalled.WsUrl);
        await inAHealthyNetwork.SeeAsync("FinalityStalled: the finalized block is stuck at ", 1, Patience);
        await inAStalledNetwork.SeeAsync("NetworkFinalityStalled: the finalized block is stuck at ", 1, Patience);
        Assert.DoesNotContain("NetworkFinalityStalled", inAHealthyNetwork.ToString());
        Assert.DoesNotContain(": FinalityStalled", inAStalledNetwork.ToString());
        Assert.DoesNotContain("restarting it", inAHealthyNetwork.ToString() + inAStalledNetwork);
    }

    private static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    // Dry, since of the two only one would act.
    private static MonitorProcess Watch(SimulatedNode node, string endpoint) => MonitorProcess.Start(
        [("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint), ("START_GRACE", "0"), ("DRY_RUN", "true"), ("CHECK_INTERVAL", "5")]);
}
