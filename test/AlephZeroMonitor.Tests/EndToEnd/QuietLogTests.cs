using Docker.DotNet.Models;
using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What lasts is written when it begins, when it changes and when it ends; not at each check.</summary>
public class QuietLogTests
{
    private const int Nodes = 30;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Monitor_TroubleThatLasts_WritesNoMoreLinesThanThereAreChanges()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await Task.WhenAll(
            DeadEndpointAsync(), DockerGoneAsync(), DeletedLogFileAsync(endpoint), RefusedCallsAsync(), CrashLoopAsync(endpoint), SlowStopAsync(), RefusedStartAsync(endpoint));
    }

    /// <summary>However many nodes there are: the head is unknown, that lasts (an alert), and both are over.</summary>
    private static async Task DeadEndpointAsync()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        NodeContainer[] nodes = [.. await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => NodeContainer.StartAsync(Idle(5))))];
        await using var monitor = Watch(nodes[0], endpoint, ("CONTAINER_NAME", string.Join(',', nodes.Select(node => node.Name))), ("BLIND_AFTER", "10"));
        await monitor.SeeAsync(": InStep", Nodes);
        var before = monitor.Lines.Count;
        endpoint.Fault = Fault.Error500;
        await monitor.SeeAsync(": Blind: ");
        await QuietAsync(monitor, 0);
        endpoint.Fault = Fault.None;
        await monitor.SeeAsync("Blind is over");
        await QuietAsync(monitor, 0);
        Assert.True(monitor.Lines.Count - before <= 6, monitor.ToString()); // 4, and 2 where a check comes late on a busy machine
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    /// <summary>Docker goes away and comes back: the same, its event stream with two reasons, and the log that cannot be read at first.</summary>
    private static async Task DockerGoneAsync()
    {
        await using var scene = await ProxiedMonitor.StartAsync(5, variables: [("LOG_LEVEL", "info"), ("BLIND_AFTER", "10")]);
        await scene.Monitor.SeeAsync(": InStep");
        var before = scene.Monitor.Lines.Count;
        await scene.Engine.GoAwayAsync();
        await scene.Monitor.SeeAsync(": Blind: ");
        await QuietAsync(scene.Monitor, 0);
        scene.Engine.ComeBack();
        await scene.Monitor.SeeAsync("Blind is over");
        await QuietAsync(scene.Monitor, 0);
        Assert.True(scene.Monitor.Lines.Count - before <= 8, scene.Monitor.ToString());
    }

    private static async Task DeletedLogFileAsync(Endpoint endpoint)
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        File.Delete(await node.LogFileAsync());
        await using var monitor = Watch(node, endpoint);
        await monitor.SeeAsync(": LogUnreadable (");
        await QuietAsync(monitor, 0);
    }

    private static async Task RefusedCallsAsync()
    {
        await using var scene = await ProxiedMonitor.StartAsync(5, treat: request => request.Contains("/json", StringComparison.Ordinal)
            || request.Contains("/info", StringComparison.Ordinal) || request.Contains("/events", StringComparison.Ordinal) ? new Treatment { Status = 403 } : null,
            variables: ("LOG_LEVEL", "info"));
        await scene.Monitor.SeeAsync(": Unreachable (");
        await scene.Monitor.SeeAsync("GET /events: the proxy refuses this");
        await QuietAsync(scene.Monitor, 0);
    }

    private static async Task CrashLoopAsync(Endpoint endpoint)
    {
        await using var node = await NodeContainer.StartAsync("", change: container =>
        {
            container.Cmd = ["sh", "-c", "echo 'Error: Service(Other(\"Column families not opened: col11\"))' >&2; exit 1"];
            container.HostConfig!.RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.Always };
        });
        await using var monitor = Watch(node, endpoint);
        var alert = await monitor.SeeAsync(": CrashLooping: ");
        Assert.True(alert.Contains("Column families not opened: col11", StringComparison.Ordinal), monitor.ToString());
        await monitor.SeeAsync("its last life: it ended by itself with exit code 1, restart policy \"always\": Error: Service(");
        await QuietAsync(monitor, 2);
    }

    /// <summary>It begins to be behind, is held, ends, and is respected.</summary>
    private static async Task SlowStopAsync()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var monitor = Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        var stopping = NodeContainer.Docker.Containers.StopContainerAsync(node.Name, new() { WaitBeforeKillSeconds = 20 }, TestContext.Current.CancellationToken);
        await monitor.SeeAsync("was sent signal");
        endpoint.Head += 40;
        await monitor.SeeAsync("held: OwnerStopping");
        await QuietAsync(monitor, 4);
        await stopping;
    }

    /// <summary>The engine refuses each start at once.</summary>
    private static async Task RefusedStartAsync(Endpoint endpoint)
    {
        var source = Directory.CreateTempSubdirectory("source-").FullName;
        await using var node = await NodeContainer.StartAsync(
            Idle(500), change: container => container.HostConfig!.Mounts = [new Mount { Type = "bind", Source = source, Target = "/needed" }]);
        Directory.Delete(source);
        await using var monitor = Watch(node, endpoint, ("RESTART_COOLDOWN", "300"));
        await monitor.SeeAsync("start failed");
        await QuietAsync(monitor, 1);
    }

    private static MonitorProcess Watch(NodeContainer node, Endpoint endpoint, params (string Name, string Value)[] variables) =>
        MonitorProcess.Watch(node, endpoint, [("LOG_LEVEL", "info"), .. variables]);

    private static async Task QuietAsync(MonitorProcess monitor, int changes)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var before = monitor.Lines.Count;
        await Task.Delay(Duration, TestContext.Current.CancellationToken);
        Assert.True(monitor.Lines.Count - before <= changes, monitor.ToString());
    }
}
