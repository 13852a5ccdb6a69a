using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What the node's own RPC adds to its log, with the binary on a real engine.</summary>
public class NodeRpcTests
{
    [Fact]
    public async Task Monitor_RpcKnowsMoreThanALogThatStandsStill_DoesNotRestartAndSaysSo()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var rpc = await Endpoint.StartAsync(Head - 1);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_RPC_URL", rpc.Url));
        await monitor.SeeAsync($": InStep; best {Head - 1} (by its RPC), head {Head}, lag 1");
        await monitor.SeeAsync($"; the log shows best {Head - 500}, the node's RPC {Head - 1}");
        await monitor.CheckThriceAsync();
        Assert.Equal(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Monitor_RpcIsFarBehindALogInStep_DoesNotRestart()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var rpc = await Endpoint.StartAsync(Head - 5000);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_RPC_URL", rpc.Url));
        await monitor.SeeAsync($": InStep; best {Head - 5}, head {Head}, lag 5");
        await monitor.CheckThriceAsync();
        Assert.Equal(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Monitor_RpcIsDown_GoesOnByTheLogAndSaysSoOnce()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var rpc = await Endpoint.StartAsync(Head, Fault.RpcError);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_RPC_URL", rpc.Url));
        await monitor.SeeAsync($": InStep; best {Head - 5}, head {Head}, lag 5");
        await monitor.CheckThriceAsync();
        Assert.Single(monitor.Lines, line => line.Contains("its RPC: some values are missing (the endpoint reports an error", StringComparison.Ordinal));
        rpc.Fault = Fault.None;
        await monitor.SeeAsync("its RPC: all values are reported again");
    }

    [Fact]
    public async Task Monitor_RpcIsDownAndTheLogIsFarBehind_Restarts()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var rpc = await Endpoint.StartAsync(Head, Fault.Error500);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("NODE_RPC_URL", rpc.Url));
        await monitor.SeeAsync("restarted in");
    }
}
