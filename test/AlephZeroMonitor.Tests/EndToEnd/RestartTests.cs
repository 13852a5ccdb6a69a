using System.Diagnostics;
using Docker.DotNet.Models;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>When a restart is carried out, and what is said of it.</summary>
public class RestartTests
{
    [Fact]
    public async Task Monitor_StillIllAfterTheRestart_CoolsDownAndTriesAgain()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(500), life: 2);
        node.Append(Idle(0), life: 3);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("RESTART_COOLDOWN", "4"));
        await monitor.SeeAsync("restarted in");
        var held = await monitor.SeeAsync("would restart: FarBehind; held: CoolingDown until ");
        await monitor.SeeAsync("restarted in", 2);
        await monitor.SeeAsync(": InStep");
        Assert.Matches("until [0-9:]{8}Z", held);
    }

    [Fact]
    public async Task Monitor_DryRun_DecidesAndRestartsNothing()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DRY_RUN", "true"));
        await monitor.SeeAsync("would restart: FarBehind; held: DryRun");
        await monitor.CheckThriceAsync();
        Assert.Equal(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Monitor_NodeJustStarted_IsHeldByStarting()
    {
        await using var node = await NodeContainer.StartAsync(Banner + Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("START_GRACE", "5"));
        await monitor.SeeAsync("would restart: FarBehind; held: Starting until ");
        await monitor.SeeAsync("restarted in");
    }

    [Fact]
    public async Task Monitor_NodeCatchingUpAt50BlocksASecond_IsLeftAloneUntilItStandsStill()
    {
        await using var node = await NodeContainer.StartAsync(InMajorSync + Session(1));
        await using var endpoint = await Endpoint.StartAsync(Head);
        for (var second = 0u; second < 12; second++)
        {
            node.Append(string.Concat(Enumerable.Range(0, 50).Select(i => Imported(Head - 5000 + (second * 50) + (uint)i))), life: 1);
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }

        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync("would restart: FarBehind; held: CatchingUp");
        Assert.Contains("catch-up in ", line);
        await monitor.CheckThriceAsync();
        Assert.Equal(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Monitor_StopTimeout_IsWhatTheNodeGets()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("STOP_TIMEOUT", "5"));
        await monitor.SeeAsync("restarting it");
        var clock = Stopwatch.StartNew();
        await monitor.SeeAsync("restarted in");
        Assert.InRange(clock.Elapsed.TotalSeconds, 4, 30);
    }

    [Fact]
    public async Task Monitor_NodeThatCannotBeStartedAgain_CallsPeopleAndStartsItWhenThatIsMended()
    {
        var source = Directory.CreateTempSubdirectory("source-").FullName;
        var away = source + "-away";
        await using var node = await NodeContainer.StartAsync(
            Idle(500), change: container => container.HostConfig!.Mounts = [new Mount { Type = "bind", Source = source, Target = "/needed" }]);
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        Directory.Move(source, away);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("RESTART_COOLDOWN", "2"));
        await monitor.SeeAsync("restart failed");
        await monitor.SeeAsync("start failed");
        await monitor.SeeAsync("it needs attention");
        Assert.False(await node.IsRunningAsync());
        Directory.Move(away, source);
        Assert.Contains("a previous restart had left it stopped", await monitor.SeeAsync("started in"));
        await monitor.SeeAsync(": InStep");
        Assert.Single(monitor.Lines, line => line.Contains("it needs attention", StringComparison.Ordinal));
        Directory.Delete(source, recursive: true);
    }

    [Fact]
    public async Task Monitor_NodeThatEndsAtOnceAfterTheRestart_IsStartedUntilItStays()
    {
        await using var node = await NodeContainer.StartAsync(
            Idle(500), change: container => container.Cmd = ["sh", "-c", "n=$(( $(cat /tmp/life 2>/dev/null || echo 0) + 1 )); echo $n > /tmp/life; [ $n = 2 ] && exit 3; touch /logs/$n; exec tail -n +1 -f /logs/$n >&2"]);
        node.Append(Idle(1), life: 3);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("RESTART_COOLDOWN", "3"));

        // Whether the second life was seen to begin or not, it ended.
        await monitor.SeeAsync("did not help");
        await monitor.SeeAsync("a previous restart had left it stopped");
        await monitor.SeeAsync(": InStep");
    }

    [Fact]
    public async Task Monitor_RestartThatTheEngineRefuses_IsReportedAndTriedAgainAfterTheCoolDown()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var engine = EngineProxy.Start();
        engine.Refuse("/restart", 500);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url), ("RESTART_COOLDOWN", "3"));
        var line = await monitor.SeeAsync("restart failed");
        Assert.Contains("the proxy refuses this", line);
        await monitor.SeeAsync("held: CoolingDown");
        engine.Treat = _ => null;
        await monitor.SeeAsync("restarted in");
        Assert.Equal(1, monitor.Lines.Count(text => text.Contains("restart failed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Monitor_NodeThatStaysFrozen_IsRestartedEverMoreRarelyAndEscalatedOnce()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        for (var life = 2; life <= 6; life++)
        {
            node.Append(Idle(500), life);
        }

        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("RESTART_COOLDOWN", "2"), ("RESTART_BACKOFF_MAX", "8"));
        await monitor.SeeAsync("held: CoolingDown until");
        await monitor.SeeAsync("held: BackingOff until");
        await monitor.SeeAsync("restarted in", 4);
        await monitor.SeeAsync("3 restarts in a row did not help; it needs attention");
        await monitor.SeeAsync("restarted in", 5);
        Assert.Single(monitor.Lines, line => line.Contains("it needs attention", StringComparison.Ordinal));
        node.Append(Imported(Head), life: 6);
        await monitor.SeeAsync(": InStep");
        await Task.Delay(Core.Watchdog.RecoveryTime, TestContext.Current.CancellationToken);
        await monitor.SeeAsync(" after its restart");
    }

    [Theory]
    [InlineData("/proc/nowhere")]
    [InlineData("/dev/null")]
    public async Task Monitor_DataFolderThatCannotBeUsed_GoesOnAndSaysSo(string folder)
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DATA_DIR", folder));
        await monitor.SeeAsync($"The history in {folder}");
        await monitor.SeeAsync("restarted in");
        await monitor.SeeAsync(": InStep");
    }
}
