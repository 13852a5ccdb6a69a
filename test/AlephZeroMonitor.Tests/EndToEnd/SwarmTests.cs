using System.Diagnostics;
using AlephZeroMonitor.Architecture;
using static AlephZeroMonitor.EndToEnd.Lines;
using static AlephZeroMonitor.EndToEnd.MonitorContainer;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Nodes that are tasks of a real Swarm: each life is a container of its own, and only Swarm begins one.</summary>
public sealed class SwarmTests : IAsyncLifetime
{
    // Life N prints the file N.
    private const string Script = "n=$(( $(cat /logs/life 2>/dev/null || echo 0) + 1 )); echo $n >/logs/life; touch /logs/$n; exec tail -n +1 -f /logs/$n >&2";

    private readonly string _folder = Directory.CreateTempSubdirectory("swarm-").FullName;
    private readonly string _service = $"swarm-{Guid.NewGuid():N}"[..16];
    private bool _hasMadeSwarm;

    public async ValueTask InitializeAsync()
    {
        if ((await RunDockerAsync("info --format {{.Swarm.LocalNodeState}}")).Trim() == "inactive")
        {
            await RunDockerAsync("swarm init --advertise-addr 127.0.0.1");
            _hasMadeSwarm = true;
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "run.sh"), Script);
        Append(Idle(5), life: 1);
        await RunDockerAsync(
            $"service create -d --name {_service} --restart-delay 1s --stop-grace-period 1s --container-label {_service}=yes "
            + $"--mount type=bind,src={_folder},dst=/logs {TestSettings.BusyboxImage} sh /logs/run.sh");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Task_FallsBehind_IsEndedAndSwarmAloneBeginsTheNextLife(string graceful)
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", $"{_service}.1"), ("RPC_URL", endpoint.Url), ("GRACEFUL_STOP", graceful));
        await monitor.SeeAsync($"{_service}.1: InStep");
        Append(Idle(2), life: 2);
        endpoint.Head += 500;
        await monitor.SeeAsync($"{_service}.1: restarted in");
        Append(Imported(endpoint.Head), life: 2);
        await monitor.SeeAsync($"{_service}.1: InStep", 2);
        Assert.Single(await RunningAsync());
        Assert.Equal("2", (await File.ReadAllTextAsync(Path.Combine(_folder, "life"), TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task Task_ScaledToNoneByItsOwner_IsFoundByItsLabelAndLeftAlone()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Start(("WATCH_LABEL", _service), ("RPC_URL", endpoint.Url), ("RESTART_COOLDOWN", "1"));
        await monitor.SeeAsync($"{_service}.1: InStep");
        Append(Idle(2), life: 2);
        endpoint.Head += 500;
        await monitor.SeeAsync($"{_service}.1: restarted in");
        await RunDockerAsync($"service scale -d {_service}=0");
        await monitor.SeeAsync("NotRunning (stopped by its owner)");
        await monitor.CheckThriceAsync();
        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public async Task Stack_OfDeploy_RescuesTheNodesOfItsMachine()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        var changes = Path.Combine(_folder, "changes.yaml");
        await File.WriteAllTextAsync(
            changes,
            $"{{version: '3.8', services: {{monitor: {{image: '{TestSettings.Image}', networks: [machine], environment: {{HTTP_PORT: 0, CHECK_INTERVAL: 1, STOP_TIMEOUT: 1, WATCH_LABEL: {_service}, RPC_URL: '{endpoint.Url}'}}}}}}, networks: {{machine: {{external: true, name: host}}}}}}",
            TestContext.Current.CancellationToken);
        await RunDockerAsync($"stack deploy --resolve-image never -c {Path.Combine(Sources.Root, "deploy/swarm/stack.yaml")} -c {changes} {_service}-stack");
        try
        {
            var name = await MonitorNameAsync();
            await using var monitor = new MonitorContainer(name);
            await monitor.SeeAsync($"{_service}.1: InStep");
            Append(Idle(2), life: 2);
            endpoint.Head += 500;
            await monitor.SeeAsync($"{_service}.1: restarted in");
        }
        finally
        {
            await RunDockerAsync($"stack rm {_service}-stack");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunDockerAsync($"service rm {_service}");
        if (_hasMadeSwarm)
        {
            await RunDockerAsync("swarm leave --force");
        }
    }

    private void Append(string log, int life) => File.AppendAllText(Path.Combine(_folder, $"{life}"), log);

    /// <summary>The monitor's container, once Swarm has made it.</summary>
    private async Task<string> MonitorNameAsync()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(200, TestContext.Current.CancellationToken))
        {
            if (await RunDockerAsync($"ps -q --filter label=com.docker.stack.namespace={_service}-stack") is { Length: > 0 } id)
            {
                return id.Trim();
            }
        }

        throw new TimeoutException(await RunDockerAsync($"stack ps --no-trunc {_service}-stack"));
    }

    private async Task<string[]> RunningAsync() =>
        (await RunDockerAsync($"ps -q --filter label={_service}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
