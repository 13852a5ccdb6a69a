using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Containers that depend on a node.</summary>
public class DependantTests
{
    [Fact]
    public async Task Monitor_NodeIsRestarted_RestartsWhatDependsOnIt()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var sharing = await ShareAsync(node);
        await using var labelled = await NodeContainer.StartAsync(
            "", change: container => container.Labels = new Dictionary<string, string> { ["alephzero-monitor.depends-on"] = node.Name });
        await using var other = await NodeContainer.StartAsync("");
        var startedAt = await other.StartedAtAsync();
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync($"{node.Name}: restarted in");
        await monitor.SeeAsync($"{sharing.Name}: restarted in");
        await monitor.SeeAsync($"{labelled.Name}: restarted in");
        Assert.Contains($"{node.Name}, on which it depends, was restarted", await monitor.SeeAsync($"{sharing.Name}: restarting it: Requested"));
        Assert.Contains("eth0", await MonitorContainer.RunDockerAsync($"exec {sharing.Name} ls /sys/class/net"));
        await monitor.CheckThriceAsync();
        Assert.Equal(3, monitor.Lines.Count(line => line.Contains(": restarted in", StringComparison.Ordinal)));
        Assert.Equal(startedAt, await other.StartedAtAsync());
    }

    [Fact]
    public async Task Monitor_ParentOfTheNodeDoesNotRun_LeavesTheNodeAlone()
    {
        await using var parent = await NodeContainer.StartAsync("");
        await using var node = await ShareAsync(parent, Idle(500));
        await parent.StopAsync();
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync($"{node.Name}: would restart: FarBehind; held: ParentDown");
        await monitor.CheckThriceAsync();
        Assert.True(await node.IsRunningAsync());
        await parent.StartAgainAsync();
        await monitor.SeeAsync($"{node.Name}: restarted in");
    }

    private static Task<NodeContainer> ShareAsync(NodeContainer parent, string log = "") =>
        NodeContainer.StartAsync(log, change: container => container.HostConfig!.NetworkMode = $"container:{parent.Name}");
}
