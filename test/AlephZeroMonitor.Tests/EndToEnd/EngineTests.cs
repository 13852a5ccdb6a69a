using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The engine goes away and comes back.</summary>
public class EngineTests
{
    [Fact]
    public async Task Monitor_EngineAwayAndBack_GoesOnWatching()
    {
        await using var scene = await ProxiedMonitor.StartAsync(5);
        await scene.Monitor.SeeAsync(": InStep");
        await scene.Engine.GoAwayAsync();
        await scene.Monitor.SeeAsync(": Unreachable");
        scene.Endpoint.Head += 45;
        await scene.Monitor.CheckThriceAsync();
        scene.Engine.ComeBack();
        await scene.Monitor.SeeAsync("restarted in");
    }

    [Fact]
    public async Task Monitor_WhoseMountedFileIsNotTheSocketAnyMore_SaysWhatToMount()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        await using var monitor = new MonitorContainer($"stale-{Guid.NewGuid():N}"[..20]);
        await MonitorContainer.RunDockerAsync(
            $"run -d --name {monitor.Name} --network host -e CONTAINER_NAME={node.Name} -e RPC_URL={endpoint.Url} -e CHECK_INTERVAL=1 -e HTTP_PORT=0 "
            + $"-v \"{engine.Url["unix://".Length..]}:/var/run/docker.sock\" {TestSettings.Image}");
        await monitor.SeeAsync(": InStep");
        await engine.GoAwayAsync();
        engine.ComeBack();
        await monitor.SeeAsync("mount the folder instead of the file, or restart the monitor");
    }

    [Fact]
    public async Task Monitor_EngineBackAfterTheNodeWentOn_DoesntTakeOldFactsForAFrozenNode()
    {
        await using var scene = await ProxiedMonitor.StartAsync(5);
        await scene.Monitor.SeeAsync(": InStep");
        await scene.Engine.GoAwayAsync();
        await scene.Monitor.SeeAsync(": Unreachable");
        scene.Node.Append(Imported(Head + 1000), life: 1);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        scene.Endpoint.Head += 1000;
        await scene.Monitor.CheckThriceAsync();
        scene.Engine.ComeBack();
        await scene.Monitor.SeeAsync($"best {Head + 1000}");
        Assert.DoesNotContain("restarting it", scene.Monitor.ToString());
    }

    [Fact]
    public async Task Monitor_EngineNotThereAtStart_WaitsForIt()
    {
        await using var scene = await ProxiedMonitor.StartAsync(50, isAway: true);
        await scene.Monitor.SeeAsync(": Unreachable");
        scene.Engine.ComeBack();
        await scene.Monitor.SeeAsync("restarted in");
    }

    [Fact]
    public async Task Monitor_EngineByTcp_RestartsToo()
    {
        await using var scene = await ProxiedMonitor.StartAsync(50, port: FreePort.Find());
        await scene.Monitor.SeeAsync("restarted in");
    }

    [Fact]
    public async Task Monitor_Requests_NameTheNegotiatedVersion()
    {
        await using var scene = await ProxiedMonitor.StartAsync(5);
        await scene.Monitor.SeeAsync(": InStep");
        var versions = await NodeContainer.Docker.System.GetVersionAsync(TestContext.Current.CancellationToken);
        var negotiated = $"/v{Targets.Docker.Engine.Choose(Version.Parse(versions.APIVersion!), Version.Parse(versions.MinAPIVersion!))}/containers/{scene.Node.Name}/json";
        Assert.Contains(scene.Engine.Requests, request => request.Contains(negotiated, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Monitor_Log_IsAttachedOnceAndNeverReadSince()
    {
        await using var scene = await ProxiedMonitor.StartAsync(5);
        await scene.Monitor.CheckThriceAsync();
        var requests = scene.Engine.Requests.Where(request => request.Contains("/logs?", StringComparison.Ordinal)).ToArray();
        Assert.Single(requests, request => request.Contains("tail=20000", StringComparison.Ordinal));
        Assert.Single(requests, request => request.Contains("follow=", StringComparison.Ordinal));
        Assert.DoesNotContain(requests, request => request.Contains("since=", StringComparison.Ordinal));
    }
}
