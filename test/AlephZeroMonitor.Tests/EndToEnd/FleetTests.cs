using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Several nodes, and several monitors.</summary>
public class FleetTests
{
    [Fact]
    public async Task Monitor_AllOfThreeNodesFarBehind_SuspectsTheObserver()
    {
        await using var first = await NodeContainer.StartAsync(Idle(500));
        await using var second = await NodeContainer.StartAsync(Idle(600));
        await using var third = await NodeContainer.StartAsync(Idle(700));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = Watch(endpoint, first, second, third);
        foreach (var node in new[] { first, second, third })
        {
            await monitor.SeeAsync($"{node.Name}: would restart: FarBehind; held: ManySick");
        }

        await monitor.CheckThriceAsync();
        Assert.DoesNotContain(monitor.Lines, line => line.Contains("restarting it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Monitor_TwoOfThreeNodesFarBehind_RestartsTheOneFurtherBehindFirstAndThenTheOther()
    {
        await using var first = await NodeContainer.StartAsync(Idle(500));
        await using var second = await NodeContainer.StartAsync(Idle(600));
        await using var well = await NodeContainer.StartAsync(Idle(1));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = Watch(endpoint, first, second, well);
        await monitor.SeeAsync($"{first.Name}: restarted in");
        await monitor.SeeAsync($"{second.Name}: restarted in");
        string[] steps = [.. monitor.Lines.Where(line => line.Contains(": restart", StringComparison.Ordinal)).Take(4)];
        Assert.Contains($"{second.Name}: restarting it", steps[0]);
        Assert.Contains($"{second.Name}: restarted in", steps[1]);
        Assert.Contains($"{first.Name}: restarting it", steps[2]);
        await monitor.SeeAsync($"{first.Name}: would restart: FarBehind; held: OneAtATime");
        Assert.DoesNotContain(monitor.Lines, line => line.Contains($"{well.Name}: restarting it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Monitor_NodeWithALabel_IsJudgedByIt()
    {
        await using var node = await NodeContainer.StartAsync(
            Idle(500), change: container => container.Labels = new Dictionary<string, string> { ["alephzero-monitor.block-lag-100"] = "1000", ["alephzero-monitor.block-lag-20"] = "many" });
        await using var other = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = Watch(endpoint, node, other);
        await monitor.SeeAsync($"{node.Name}: its label alephzero-monitor.block-lag-20=\"many\" is ignored: must be blocks");
        Assert.Contains("left major sync, lag 500 > 20", await monitor.SeeAsync($"{node.Name}: restarting it: IdleBehind"));
        Assert.Contains("lag 500 > 100", await monitor.SeeAsync($"{other.Name}: restarting it: FarBehind"));
    }

    [Fact]
    public async Task Monitor_SecondOnTheSameNode_StandsByAndTakesOver()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var dryRun = MonitorProcess.Watch(node, endpoint, ("DRY_RUN", "true"));
        await dryRun.SeeAsync("held: DryRun");
        await using var first = MonitorProcess.Watch(node, endpoint);
        await first.SeeAsync("restarting it");
        await using var second = MonitorProcess.Watch(node, endpoint, ("RESTART_COOLDOWN", "1"));
        await second.SeeAsync("standing by: another process of this machine restarts this node");
        await first.SeeAsync(": InStep");
        node.Append(Behind(200), life: 2);
        await second.SeeAsync("would restart: FarBehind; held: StandingBy");
        await first.EndAsync(signal: 9);
        await second.SeeAsync("this monitor restarts it from now on");
        await second.SeeAsync("restarted in");
        Assert.Single(first.Lines, line => line.Contains("restarted in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Image_SecondOnTheSameNode_StandsByAndTakesOver()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var first = await RunAsync(node, endpoint);
        await first.SeeAsync(": InStep");
        await using var second = await RunAsync(node, endpoint);
        await second.SeeAsync($"standing by: monitor {first.Name} restarts this node");
        node.Append(Behind(200), life: 1);
        await first.SeeAsync("restarted in");
        await second.SeeAsync(": BestUnknown");
        await MonitorContainer.RunDockerAsync($"kill {first.Name}");
        await second.SeeAsync("this monitor restarts it from now on");
        node.Append(Behind(200), life: 2);
        await second.SeeAsync("restarted in");
    }

    private static MonitorProcess Watch(Endpoint endpoint, params IEnumerable<NodeContainer> nodes) =>
        MonitorProcess.Start(("CONTAINER_NAME", string.Join(',', nodes.Select(node => node.Name))), ("RPC_URL", endpoint.Url));

    private static async Task<MonitorContainer> RunAsync(NodeContainer node, Endpoint endpoint)
    {
        var name = $"monitor-{Guid.NewGuid():N}"[..20];
        await MonitorContainer.RunDockerAsync(
            $"run -d --network host -e HTTP_PORT=0 -e CHECK_INTERVAL=1 -e RESTART_COOLDOWN=2 -e CONTAINER_NAME={node.Name} -e RPC_URL={endpoint.Url} -v /var/run/docker.sock:/var/run/docker.sock --name {name} {TestSettings.Image}");
        return new MonitorContainer(name);
    }
}
