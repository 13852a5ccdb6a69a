using System.Net;
using Docker.DotNet.Models;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Containers that nobody named, on the real engine.</summary>
public class DiscoveryTests
{
    private readonly string _label = $"watch-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task Monitor_ContainersWithTheLabel_AreWatchedAsTheyComeAndGo()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var first = await NodeContainer.StartAsync(Idle(5), change: Label("yes"));
        await using var monitor = MonitorProcess.Start(("WATCH_LABEL", $"{_label}=yes"), ("RPC_URL", endpoint.Url), ("CHECK_INTERVAL", "60"));
        await monitor.SeeAsync($"{first.Name}: InStep");
        await using var other = await NodeContainer.StartAsync(Idle(5), change: Label("no"));
        await using var second = await NodeContainer.StartAsync(Idle(500), change: Label("yes"));
        await monitor.SeeAsync($"{second.Name}: watched from now on", 1, TimeSpan.FromSeconds(2));
        await monitor.SeeAsync($"{second.Name}: restarted in");
        await NodeContainer.Docker.Containers.RenameContainerAsync(
            first.Name, new ContainerRenameParameters { NewName = $"{first.Name}-2" }, TestContext.Current.CancellationToken);
        await monitor.SeeAsync($"{first.Name}-2: InStep");
        await monitor.SeeAsync($"{first.Name}: not watched any more");
        await NodeContainer.Docker.Containers.RenameContainerAsync(
            $"{first.Name}-2", new ContainerRenameParameters { NewName = first.Name }, TestContext.Current.CancellationToken);
        await second.RemoveAsync();
        await monitor.SeeAsync($"{second.Name}: not watched any more");
        Assert.DoesNotContain(other.Name, monitor.ToString());
    }

    [Fact]
    public async Task Monitor_NothingSaysWhatToWatch_NamesTheLikelyNodesAndTheLineToType()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5), change: container => container.Cmd = ["sh", "-c", "sleep 1000 # aleph-node"]);
        await using var monitor = MonitorProcess.Start();
        Assert.Equal(2, await monitor.ExitAsync());
        Assert.Matches($"nodes by image or command: .*{node.Name}.* To watch them: CONTAINER_NAME=.*{node.Name}", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_DockerIsAwayAtTheStart_IsNotReadyUntilItKnowsTheNodes()
    {
        var port = FreePort.Find();
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var node = await NodeContainer.StartAsync(Idle(5), change: Label("yes"));
        await using var engine = EngineProxy.Start();
        await engine.GoAwayAsync();
        await using var monitor = MonitorProcess.Start(("WATCH_LABEL", _label), ("RPC_URL", endpoint.Url), ("DOCKER_HOST", engine.Url), ("HTTP_PORT", $"{port}"));
        await monitor.SeeAsync("Can't look for containers");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var answer = await AskAsync(http);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Matches("^it is not known which nodes there are: there is no .*docker.sock", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        engine.ComeBack();
        await monitor.SeeAsync($"{node.Name}: InStep");
        Assert.Equal("ok\n", await http.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
    }

    /// <summary>Asks until it listens.</summary>
    private static async Task<HttpResponseMessage> AskAsync(HttpClient http)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await http.GetAsync("/readyz", TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private Action<CreateContainerParameters> Label(string value) => container => container.Labels = new Dictionary<string, string> { [_label] = value };
}
