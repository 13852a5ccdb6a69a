using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What the endpoint does never leads to a needless restart.</summary>
public class NetworkTests
{
    [Theory]
    [InlineData(Fault.Error500, "HTTP 500")]
    [InlineData(Fault.Garbage, "the answer is not JSON")]
    [InlineData(Fault.NullResult, "the answer has no header")]
    [InlineData(Fault.RpcError, "the endpoint reports an error")]
    [InlineData(Fault.WrongId, "the answer has another id than the request")]
    [InlineData(Fault.HugeBody, "the answer has more than 1048576 bytes")]
    [InlineData(Fault.RateLimited, "HTTP 429")]
    [InlineData(Fault.Reset, "HeadUnknown")]
    [InlineData(Fault.Silent, "no answer within 10 s")]
    [InlineData(Fault.SlowDrip, "no answer within 10 s")]
    public async Task Monitor_EndpointThatFails_RestartsNothingAndSaysWhy(Fault fault, string said)
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head, fault);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync(": HeadUnknown");
        Assert.Contains(said, line);
        Assert.Equal(before, await node.StartedAtAsync());
        endpoint.Fault = Fault.None;
        await monitor.SeeAsync("restart Restarted");
    }

    [Fact]
    public async Task Monitor_EndpointThatDoesntExist_RestartsNothing()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", node.Name), ("RPC_URL", "http://127.0.0.1:9/secret-key"));
        await monitor.SeeAsync(": HeadUnknown (http://127.0.0.1:9: Connection refused");
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("restarting it", monitor.ToString());
        Assert.DoesNotContain("secret-key", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_WholeNetworkStandsStill_RestartsNothing()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.CheckThriceAsync();
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("restart", monitor.ToString().Replace("restart above", "", StringComparison.Ordinal));
    }
}
