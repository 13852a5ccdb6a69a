using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The engine goes away and comes back.</summary>
public class EngineTests
{
    [Fact]
    public async Task Monitor_EngineAwayAndBack_GoesOnWatching()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url));
        await monitor.SeeAsync(": InStep");
        await engine.GoAwayAsync();
        await monitor.SeeAsync(": DockerUnreachable");
        endpoint.Head += 45;
        await monitor.CheckThriceAsync();
        engine.ComeBack();
        await monitor.SeeAsync("restart Restarted");
    }

    [Fact]
    public async Task Monitor_EngineBackAfterTheNodeWentOn_DoesntTakeOldFactsForAFrozenNode()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url));
        await monitor.SeeAsync(": InStep");
        await engine.GoAwayAsync();
        await monitor.SeeAsync(": DockerUnreachable");
        node.Append(Imported(Head + 1000), life: 1);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        endpoint.Head += 1000;
        await monitor.CheckThriceAsync();
        engine.ComeBack();
        await monitor.SeeAsync($"best {Head + 1000}");
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_EngineNotThereAtStart_WaitsForIt()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        await engine.GoAwayAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url));
        await monitor.SeeAsync(": DockerUnreachable");
        engine.ComeBack();
        await monitor.SeeAsync("restart Restarted");
    }

    [Fact]
    public async Task Monitor_EngineByTcp_RestartsToo()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start(port: FreePort());
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url));
        await monitor.SeeAsync("restart Restarted");
    }

    [Fact]
    public async Task Monitor_Requests_NameTheNegotiatedVersion()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url));
        await monitor.SeeAsync(": InStep");
        var versions = await NodeContainer.Docker.System.GetVersionAsync(TestContext.Current.CancellationToken);
        var negotiated = $"/v{Docker.Engine.Choose(Version.Parse(versions.APIVersion!), Version.Parse(versions.MinAPIVersion!))}/containers/{node.Name}/json";
        Assert.Contains(engine.Requests, request => request.Contains(negotiated, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Monitor_Log_IsAttachedOnceAndNeverReadSince()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url));
        await monitor.CheckThriceAsync();
        var requests = engine.Requests.Where(request => request.Contains("/logs?", StringComparison.Ordinal)).ToArray();
        Assert.Single(requests, request => request.Contains("tail=20000", StringComparison.Ordinal));
        Assert.Single(requests, request => request.Contains("follow=", StringComparison.Ordinal));
        Assert.DoesNotContain(requests, request => request.Contains("since=", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
