using System.Diagnostics;
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
        await monitor.SeeAsync("restarted in");
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
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    /// <summary>S7.</summary>
    [Fact]
    public async Task Monitor_OneOfThreeEndpointsLies_RestartsNothing()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await using var liar = await Endpoint.StartAsync(Head, Fault.Lie);
        await using var one = await Endpoint.StartAsync(Head);
        await using var other = await Endpoint.StartAsync(Head + 1);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", node.Name), ("RPC_URL", $"{liar.Url},{one.Url},{other.Url}"));
        await monitor.SeeAsync($": InStep; best {Head - 3}, head {Head + 1}, lag 4");
        await monitor.CheckThriceAsync();
        liar.Fault = Fault.None;
        await monitor.CheckThriceAsync();
        liar.Fault = Fault.Lie;
        await monitor.CheckThriceAsync();
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_TwoOfThreeEndpointsDown_JudgesByTheThird()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var failing = await Endpoint.StartAsync(Head, Fault.Error500);
        await using var one = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", node.Name), ("RPC_URL", $"{failing.Url},http://127.0.0.1:9,{one.Url}"));
        await monitor.SeeAsync("restarting it: IdleBehind");
        await monitor.SeeAsync("restarted in");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Monitor_EndpointOfAnotherChain_RestartsNothing(bool byWebSocket)
    {
        await using var node = await NodeContainer.StartAsync(ChainName + InMajorSync + LeftMajorSync + Imported(5));
        await using var endpoint = await Endpoint.StartAsync(Head, Fault.WrongChain);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", node.Name), ("RPC_URL", byWebSocket ? endpoint.WsUrl : endpoint.Url));
        var line = await monitor.SeeAsync(": HeadUntrusted");
        Assert.Contains("its chain is \"Westend\", the node's is \"Aleph Zero\"", line);
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_HeadThatJumpsAndComesBack_RestartsNothing()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        endpoint.Fault = Fault.Lie;
        await monitor.SeeAsync(": HeadUntrusted");
        endpoint.Fault = Fault.None;
        await monitor.SeeAsync(": InStep", 2);
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_LagThatArisesBetweenChecks_IsSeenAtOnceByWebSocket()
    {
        await using var node = await NodeContainer.StartAsync(InMajorSync + Behind(3));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint.WsUrl + "secret-key"), ("CHECK_INTERVAL", "60"));
        await monitor.SeeAsync(": InStep");
        endpoint.Head += 50;
        await monitor.SeeAsync(": Syncing");
        var clock = Stopwatch.StartNew();
        endpoint.Head += 48;
        await monitor.SeeAsync("restarting it: FarBehind: lag 101 >");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        await monitor.SeeAsync("restarted in");
        Assert.DoesNotContain("secret-key", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_WebSocketEndpointThatComesBack_IsHeardAgain()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head, Fault.Reset);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint.WsUrl));
        await monitor.SeeAsync(": HeadUnknown");
        endpoint.Fault = Fault.None;
        await monitor.SeeAsync("restarted in");
    }
}
