using Docker.DotNet.Models;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>How a node is ended.</summary>
public class GracefulStopTests
{
    /// <summary>As in the official image: process 1 is a shell that ignores SIGTERM and waits for the node, its child.</summary>
    private const string Wrapped =
        "n=$(( $(cat /tmp/life 2>/dev/null || echo 0) + 1 )); echo $n > /tmp/life; touch /logs/$n; sh -c 'trap \"echo database closed >&2; kill $!; exit 0\" TERM; tail -n +1 -f /logs/'$n' >&2 & while true; do wait; done'; echo shell ended >&2";

    [Theory]
    [InlineData(RestartPolicyKind.No)]
    [InlineData(RestartPolicyKind.UnlessStopped)]
    public async Task Monitor_GracefulStop_LetsTheNodeBehindAShellCloseItsDatabase(RestartPolicyKind policy)
    {
        await using var node = await StartWrappedAsync(policy);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "60"));
        var line = await monitor.SeeAsync("restart Restarted");
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
        Assert.Contains("not gracefully: process 1 of the container has no child", await monitor.SeeAsync("restart Restarted"));
        await monitor.SeeAsync(": InStep");
    }

    [Fact]
    public async Task Monitor_StoppedByItsOwnerWhileWeEndIt_StaysStopped()
    {
        await using var node = await StartWrappedAsync(RestartPolicyKind.No, "trap \"\" TERM; ");
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("GRACEFUL_STOP", "true"), ("STOP_TIMEOUT", "60"));
        await monitor.SeeAsync("restarting it");
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        await node.StopAsync();
        Assert.Contains("somebody else stopped it meanwhile", await monitor.SeeAsync("restart Abandoned"));
        await monitor.CheckThriceAsync();
        Assert.False(await node.IsRunningAsync());
    }

    private static async Task<NodeContainer> StartWrappedAsync(RestartPolicyKind policy, string deaf = "")
    {
        var command = deaf.Length == 0 ? Wrapped : Wrapped.Replace("trap \"echo database closed >&2; kill $!; exit 0\" TERM; ", deaf, StringComparison.Ordinal);
        var node = await NodeContainer.StartAsync(Idle(500), change: container =>
        {
            container.Cmd = ["sh", "-c", command];
            container.HostConfig!.RestartPolicy = new RestartPolicy { Name = policy };
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
