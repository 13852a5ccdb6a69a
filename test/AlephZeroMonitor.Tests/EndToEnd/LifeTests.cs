using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What happens to a container by other hands than the monitor's.</summary>
public class LifeTests
{
    [Fact]
    public async Task Monitor_ContainerMissingAtStart_IsWatchedWhenItComes()
    {
        await using var node = NodeContainer.Planned(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": Missing");
        await node.CreateAsync();
        await monitor.SeeAsync(": NotRunning (Stopped)");
        await node.StartAgainAsync();
        await monitor.SeeAsync("restarting it: IdleBehind");
    }

    [Fact]
    public async Task Monitor_ContainerStoppedByItsOwner_StaysStopped()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await node.StopAsync();
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": NotRunning (stopped by its owner)");
        await monitor.CheckThriceAsync();
        Assert.False(await node.IsRunningAsync());
    }

    [Fact]
    public async Task Monitor_ContainerPaused_IsLeftAlone()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        await node.PauseAsync();
        endpoint.Head += 40;
        await monitor.SeeAsync(": NotRunning (its container is paused)");
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("SIGRTMIN+3")]
    public async Task Monitor_ContainerBeingStoppedByItsOwner_IsNotRestarted(string? stopSignal)
    {
        // Process 1 of a container ignores each signal that it doesn't handle.
        await using var node = await NodeContainer.StartAsync(Idle(5), change: parameters => parameters.StopSignal = stopSignal);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        var stopping = NodeContainer.Docker.Containers.StopContainerAsync(node.Name, new() { WaitBeforeKillSeconds = 6 }, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        endpoint.Head += 40;
        await monitor.SeeAsync("would restart: IdleBehind; held: OwnerStopping");
        await stopping;
        await monitor.SeeAsync(": NotRunning (stopped by its owner)");
        Assert.False(await node.IsRunningAsync());
    }

    [Fact]
    public async Task Monitor_ContainerRestartedBySomebody_StartsItsFactsAfresh()
    {
        await using var node = await NodeContainer.StartAsync(Idle(15) + Prepared(1) + PreSealed(1));
        node.Append(Behind(50), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        await node.RestartAsync();
        var line = await monitor.SeeAsync(": Tolerated");
        Assert.Contains("; not producing", line);
        await monitor.SeeAsync("its container ended with exit code 137");
        await monitor.SeeAsync("its container was started, not by this monitor");
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_NodeStartedAgain_CountsItsLinesOnce()
    {
        const string Wrong = "2025-03-12 08:20:11.291 ERROR tokio-runtime-worker aleph-party: wrong    \n";
        await using var node = await NodeContainer.StartAsync(Wrong + Idle(5));
        node.Append(Idle(6) + Wrong, life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        var port = FreePort.Find();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("HTTP_PORT", $"{port}"));
        await monitor.SeeAsync(": InStep");
        node.Append(Wrong, life: 1);
        await node.StopAsync();
        await monitor.SeeAsync(": NotRunning");
        await node.StartAgainAsync();
        await monitor.SeeAsync(": InStep", 2);
        await monitor.CheckThriceAsync();
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken);
        Assert.Contains($"alephzero_node_log_lines_total{{node=\"{node.Name}\"}} 11\n", metrics);
        Assert.Contains($"alephzero_node_log_errors_total{{node=\"{node.Name}\"}} 3\n", metrics);
        Assert.Contains($"alephzero_node_troubles_total{{node=\"{node.Name}\",kind=\"Error\"}} 3\n", metrics);
    }

    [Fact]
    public async Task Monitor_StartedInASecondLifeWithoutBanner_DoesntReadTheFirst()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        node.Append(Session(122_001) + Behind(50), life: 2);
        await node.RestartAsync();
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync(": Tolerated");
        Assert.Contains("session 122001, not producing", line);
        Assert.DoesNotContain("left major sync", line);
    }

    [Fact]
    public async Task Monitor_ContainerCreatedAgainUnderTheSameName_IsWatched()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        await node.RemoveAsync();
        await monitor.SeeAsync(": Missing");
        node.Append(Behind(60), life: 1);
        await node.CreateAsync();
        await node.StartAgainAsync();
        await monitor.SeeAsync("restarting it: IdleBehind");
    }

    [Fact]
    public async Task Monitor_TwoNodes_RestartsTheIllOneOnly()
    {
        await using var well = await NodeContainer.StartAsync(Idle(5));
        await using var ill = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(well, endpoint, ("CONTAINER_NAME", $"{well.Name},{ill.Name}"));
        await monitor.SeeAsync($"{ill.Name}: restarted in");
        await monitor.SeeAsync($"{well.Name}: InStep");
        Assert.DoesNotContain($"{well.Name}: restarting", monitor.ToString());
    }
}
