using AlephZeroMonitor.Architecture;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Podman's socket, which tells less of how containers end than Docker's.</summary>
public class PodmanTests
{
    [Fact]
    public async Task Monitor_NodeStoppedByItsOwnerSoonAfterOurRestart_StaysStopped()
    {
        await using var podman = await PodmanService.StartAsync(TestSettings.BusyboxImage);
        await podman.RunNodeAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", "node"), ("RPC_URL", endpoint.Url), ("DOCKER_HOST", podman.Url), ("RESTART_COOLDOWN", "2"));
        await monitor.SeeAsync("restarting it: IdleBehind");
        await monitor.SeeAsync("restarted in");
        await podman.PodmanAsync("stop", "-t", "1", "node");
        await monitor.SeeAsync(": NotRunning (");
        await monitor.CheckThriceAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Equal("false", (await podman.PodmanAsync("inspect", "--format", "{{.State.Running}}", "node")).Trim());
        Assert.DoesNotContain("started in", monitor.ToString().Replace("restarted in", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Quadlet_OfDeploy_RescuesTheNode()
    {
        await using var podman = await PodmanService.StartAsync(TestSettings.BusyboxImage, TestSettings.Image);
        await podman.RunNodeAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await podman.PodmanAsync(
            ["run", "-d", "--network", "host", .. Options(podman), "-e", "CONTAINER_NAME=node", "-e", $"RPC_URL={endpoint.Url}", "-e", "HTTP_PORT=0", "-e", "STOP_TIMEOUT=1", TestSettings.Image]);
        await podman.SeeAsync("alephzero-monitor", "node: restarted in");
        Assert.DoesNotContain("history in memory", await podman.PodmanAsync("logs", "alephzero-monitor"));
    }

    /// <summary>What Podman's generator makes of the file: each key is an option of podman run. A key that is not known here has no place in the file.</summary>
    private static IEnumerable<string> Options(PodmanService podman) =>
        from line in File.ReadAllText(Path.Combine(Sources.Root, "deploy/podman/alephzero-monitor.container")).Split("[Container]\n")[1].Split("\n[")[0].Split('\n')
        where line.Length > 0 && line[0] != '#'
        let value = line[(line.IndexOf('=') + 1)..].Replace("%t/podman/podman.sock", podman.SocketPath)
        from option in line.Split('=')[0] switch
        {
            "ContainerName" => (string[])["--name", value],
            "Environment" => ["--env", value],
            "Volume" => ["--volume", value],
            "ReadOnly" => ["--read-only"],
            "NoNewPrivileges" => ["--security-opt", "no-new-privileges"],
            "AddCapability" => ["--cap-add", value],
            "DropCapability" => ["--cap-drop", value],
            "SecurityLabelDisable" => ["--security-opt", "label=disable"],
            "Image" or "PublishPort" => [],
            var other => throw new InvalidOperationException($"{other} is not known"),
        }
        select option;
}
