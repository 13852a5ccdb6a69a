using System.Diagnostics;
using Docker.DotNet.Models;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>How a node is ended.</summary>
public class GracefulStopTests
{
    /// <summary>As in the official image: process 1 is a shell that ignores SIGTERM and waits for the node, its child.</summary>
    private const string Wrapped =
        "n=$(( $(cat /tmp/life 2>/dev/null || echo 0) + 1 )); echo $n > /tmp/life; touch /logs/$n; sh -c 'TRAPtail -n +1 -f /logs/'$n' >&2 & while true; do wait; done'; echo shell ended >&2";

    private const string QuickEnd = "trap \"echo database closed >&2; kill $!; exit 0\" TERM; ";

    private const string SlowEnd = "trap \"echo closing >&2; sleep 3; echo database closed >&2; kill $!; exit 0\" TERM; ";

    private const string Deaf = "trap \"\" TERM; ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(RestartPolicyKind.No)]
    [InlineData(RestartPolicyKind.UnlessStopped)]
    public async Task Monitor_GracefulStop_LetsTheNodeBehindAShellCloseItsDatabase(RestartPolicyKind policy)
    {
        await using var node = await StartWrappedAsync(policy);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "60"));
        var line = await monitor.SeeAsync("restarted in");
        Assert.EndsWith("it ended by itself after SIGTERM", line);
        Assert.Contains("database closed", await AllLogAsync(node));
        await monitor.SeeAsync(": InStep");
    }

    [Fact]
    public async Task Monitor_GracefulStopOfANodeThatIgnoresIt_FallsBackToTheEngine()
    {
        // Here process 1 has no child.
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "1"));
        Assert.Contains("GRACEFUL_STOP not needed: the node is process 1", await monitor.SeeAsync("restarted in"));
        await monitor.SeeAsync(": InStep");
    }

    [Fact]
    public async Task Monitor_GracefulStopOfAContainerThatIsRemovedAtItsEnd_LeavesItToTheEngine()
    {
        await using var node = await StartWrappedAsync(RestartPolicyKind.No, QuickEnd, host => host.AutoRemove = true);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "1"));

        // Not what comes then: Docker 20.10 sometimes removes such a container after its restart.
        Assert.Contains("not gracefully: Docker removes the container when it ends by itself (--rm)", await monitor.SeeAsync("restarted in"));
    }

    [Fact]
    public async Task Monitor_StoppedByItsOwnerWhileWeEndIt_StaysStopped()
    {
        await using var node = await StartWrappedAsync(RestartPolicyKind.No, Deaf);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "60"));
        await monitor.SeeAsync("restarting it");
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        await node.StopAsync();
        Assert.Contains("somebody else stopped it in the meantime", await monitor.SeeAsync("not restarted: "));
        await monitor.CheckThriceAsync();
        Assert.False(await node.IsRunningAsync());
    }

    [Theory]
    [InlineData(15)]
    [InlineData(9)]
    public async Task Monitor_EndedWhileTheNodeEnds_LeavesNoNodeStopped(int signal)
    {
        var folder = MonitorProcess.NewDataFolder();
        await using var node = await StartWrappedAsync(RestartPolicyKind.No, SlowEnd);
        await using var endpoint = await Endpoint.StartAsync(Head);
        var startedAt = await node.StartedAtAsync();
        await EndWhileTheNodeEndsAsync(node, endpoint, folder, signal);
        if (signal == 15)
        {
            // No monitor is there any more; the engine does it.
            await UntilAsync(async () => await node.IsRunningAsync() && await node.StartedAtAsync() != startedAt);
        }

        await using var second = Watch(node, endpoint, folder);
        await second.SeeAsync(": InStep");
        await second.CheckThriceAsync();
        await second.EndAsync();
        Assert.Equal("2", (await MonitorContainer.RunDockerAsync($"exec {node.Name} cat /tmp/life")).Trim());
        Assert.Contains("database closed", await AllLogAsync(node));
    }

    [Fact]
    public async Task Monitor_StartedAfterItsOwnerStoppedTheNode_LeavesItStopped()
    {
        var folder = MonitorProcess.NewDataFolder();
        await using var node = await StartWrappedAsync(RestartPolicyKind.No, SlowEnd);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await EndWhileTheNodeEndsAsync(node, endpoint, folder, 9);
        await node.StopAsync();
        await using var second = Watch(node, endpoint, folder);
        await second.SeeAsync("NotRunning (");
        await second.CheckThriceAsync();
        Assert.False(await node.IsRunningAsync());
    }

    /// <summary>The node has its signal, and takes some seconds to end.</summary>
    private static async Task EndWhileTheNodeEndsAsync(NodeContainer node, Endpoint endpoint, string folder, int signal)
    {
        await using var first = Watch(node, endpoint, folder);
        await first.SeeAsync("restarting it");
        await UntilAsync(async () => (await AllLogAsync(node)).Contains("closing", StringComparison.Ordinal));
        await first.EndAsync(signal);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var clock = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(clock.Elapsed < Patience, "the node is not what was waited for");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static MonitorProcess Watch(NodeContainer node, Endpoint endpoint, string folder) =>
        MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "60"), ("DATA_DIR", folder));

    private static async Task<NodeContainer> StartWrappedAsync(RestartPolicyKind policy, string trap = QuickEnd, Action<HostConfig>? change = null)
    {
        var command = Wrapped.Replace("TRAP", trap, StringComparison.Ordinal);
        var node = await NodeContainer.StartAsync(Idle(500), change: container =>
        {
            container.Cmd = ["sh", "-c", command];
            container.HostConfig!.RestartPolicy = new RestartPolicy { Name = policy };
            change?.Invoke(container.HostConfig);
        });
        node.Append(Idle(1), life: 2);
        return node;
    }

    private static async Task<string> AllLogAsync(NodeContainer node)
    {
        using var logs = await NodeContainer.Docker.Containers.GetContainerLogsAsync(node.Name, new ContainerLogsParameters { ShowStderr = true, ShowStdout = true });
        var (output, error) = await logs.ReadOutputToEndAsync(TestContext.Current.CancellationToken);
        return output + error;
    }
}
