using Docker.DotNet.Models;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What lasts is written when it begins, when it changes and when it ends; not at each check.</summary>
public class QuietLogTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Monitor_TroubleThatLasts_WritesNoMoreLinesThanThereAreChanges()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await Task.WhenAll(DeadEndpointAsync(), DeletedLogFileAsync(endpoint), RefusedCallsAsync(), CrashLoopAsync(endpoint), SlowStopAsync(), RefusedStartAsync(endpoint));
    }

    private static async Task DeadEndpointAsync()
    {
        var endpoint = await Endpoint.StartAsync(Head);
        NodeContainer[] nodes = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => NodeContainer.StartAsync(Idle(5))))];
        await using var monitor = Watch(nodes[0], endpoint, ("CONTAINER_NAME", string.Join(',', nodes.Select(node => node.Name))));
        await monitor.SeeAsync(": InStep", nodes.Length);
        await endpoint.DisposeAsync();
        await monitor.SeeAsync(": HeadUnknown (", nodes.Length);
        await QuietAsync(monitor, 0);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
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
        Assert.Contains("it ended by itself with exit code 1, restart policy \"always\": Error: Service(", await monitor.SeeAsync("its last life: "));
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
