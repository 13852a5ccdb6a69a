using System.Net;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A log that cannot be read to its end is not taken for the present, and is not silent about it.</summary>
public class LogDamageTests
{
    /// <summary>What a full disk or a power cut leaves in a log file.</summary>
    public static TheoryData<string, bool> Damages => new() { { new string('\0', 4096), false }, { "{\"log\":\"2026-", false }, { new string('\0', 4096), true } };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Monitor_RecordDamaged_JudgesByWhatIsBehindIt(string damage, bool tty)
    {
        await using var node = await NodeContainer.StartAsync(Idle(500), tty);
        await node.HasLoggedAsync();
        await File.AppendAllTextAsync(await node.LogFileAsync(), damage, TestContext.Current.CancellationToken);
        node.Append(string.Concat(Enumerable.Range(0, 50).Select(i => Behind(55 - (uint)i))), life: 1);
        await node.HasLoggedAsync($"#{Head - 6} ");
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        Assert.Contains("lag 6", await monitor.SeeAsync(": InStep"));
        node.Append(Behind(1), life: 1);
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("restarting it", monitor.ToString());
        endpoint.Head += 200;
        Assert.Contains("lag 201", await monitor.SeeAsync("restarting it: FarBehind"));
    }

    [Fact]
    public async Task Monitor_DamageBetweenTwoLives_KnowsTheSecondFromItsBegin()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        node.Append(Banner + Idle(50), life: 2);
        await File.AppendAllTextAsync(await node.LogFileAsync(), new string('\0', 4096), TestContext.Current.CancellationToken);
        await node.RestartAsync();
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("START_GRACE", "0"));
        Assert.Contains("in session 122000", await monitor.SeeAsync("restarting it: IdleBehind"));
    }

    [Fact]
    public async Task Monitor_DriverLocal_CountsFreshLinesAtOnce()
    {
        await using var node = await NodeContainer.StartAsync(Idle(15), logDriver: "local");
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("LOG_LEVEL", "debug"));
        await monitor.SeeAsync(": InStep");
        for (var lag = 14u; lag > 9; lag--)
        {
            node.Append(Behind(lag), life: 1);
            await monitor.SeeAsync($"lag {lag}", 1, TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Monitor_BurstOfShortLinesThenFrozen_IsJudgedSoonAfterIt()
    {
        await using var node = await NodeContainer.StartAsync(Idle(10), change: container => container.Cmd =
            ["sh", "-c", "cat /logs/1 >&2; sleep 4; awk 'BEGIN { for (i = 1; i <= 2000000; i++) print \"x\" i; print \"over\" }' >&2; sleep 600"]);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        await node.HasLoggedAsync("over", TimeSpan.FromSeconds(60));
        endpoint.Head += 40;
        await monitor.SeeAsync("restarting it: IdleBehind", 1, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Monitor_LogFileDeleted_SaysSoWithTheEnginesWordsUntilThereIsANewOne(bool tty)
    {
        await using var node = await NodeContainer.StartAsync(Idle(50), tty);
        await node.HasLoggedAsync();
        node.Append(Idle(50), life: 2);
        File.Delete(await node.LogFileAsync());
        await using var endpoint = await Endpoint.StartAsync(Head);
        var port = FreePort.Find();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("HTTP_PORT", $"{port}"), ("BLIND_AFTER", "2"));
        Assert.Contains("no such file or directory", await monitor.SeeAsync(": LogUnreadable (the log's file is missing or can't be opened"));
        Assert.Contains("Restart the container", await monitor.SeeAsync(": Blind: "));
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync($"http://127.0.0.1:{port}/readyz", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains("no such file", await http.GetStringAsync($"http://127.0.0.1:{port}/api/v1/nodes", TestContext.Current.CancellationToken));
        var (_, found, _) = await BinaryRun.RunAsync("doctor", "", ("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint.Url));
        Assert.Contains("no such file or directory", found);
        Assert.DoesNotContain("restarting it", monitor.ToString());
        await node.RestartAsync();
        await monitor.SeeAsync("restarting it: IdleBehind");
    }

    [Fact]
    public async Task Monitor_LogRequestRefusedFailingOrWithoutAnswer_SaysWhichAndJudgesWhenItIsAnswered()
    {
        await using var scene = await ProxiedMonitor.StartAsync(50, treat: request => request.Contains("/logs", StringComparison.Ordinal) ? new Treatment { Status = 500, Body = """{"message":"the disk is gone"}""" } : null);
        Assert.Contains("the disk is gone", await scene.Monitor.SeeAsync(": LogUnreadable (the log can't be read"));
        scene.Engine.Refuse("/logs");
        Assert.Contains("allow GET /containers/*/logs", await scene.Monitor.SeeAsync(": LogUnreadable (Docker, or a proxy before it, refuses the log"));
        scene.Engine.Treat = request => request.Contains("/logs", StringComparison.Ordinal) ? Treatment.Hang : null;
        await scene.Monitor.SeeAsync(": LogUnreadable (the log was not read to its end in time");
        scene.Engine.Treat = _ => null;
        await scene.Monitor.SeeAsync("restarting it: IdleBehind");
    }
}
