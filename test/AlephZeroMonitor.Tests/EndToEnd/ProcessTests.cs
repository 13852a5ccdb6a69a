using System.Diagnostics;
using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The process: its end, its mistakes, its log.</summary>
public class ProcessTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(2)]
    public async Task Monitor_SignalInTheMiddleOfARequest_EndsWithCode0WithinTwoSeconds(int signal)
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head, Fault.Silent);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync("Watching");
        await endpoint.RequestedAsync();
        var (exitCode, took) = await monitor.EndAsync(signal);
        Assert.Equal(0, exitCode);
        Assert.InRange(took.TotalSeconds, 0, 2);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("completion bash")]
    [InlineData("facts logs/s01-nonvalidator-restart-r15-real.log")]
    public async Task Verb_OutputThatTakesNothing_SaysSoInALine(string verb)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{TestSettings.Binary} {verb} > /dev/full"]) { RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Matches("^alephzero-monitor: can't write to standard output: No space left on device.*\n$", error);
    }

    [Fact]
    public async Task Verb_HelpWithNamesAtHand_CallsTheArgumentNode()
    {
        foreach (var verb in new[] { "pause", "history" })
        {
            var (_, output, _) = await BinaryRun.RunAsync($"{verb} --help", "", ("CONTAINER_NAME", "my-node"));
            Assert.Contains("<NODE>", output);
            Assert.DoesNotContain("my-node", output);
        }
    }

    [Fact]
    public async Task Monitor_SignalInTheMiddleOfARestart_EndsWithCode0WithinTwoSeconds()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("STOP_TIMEOUT", "5"));
        await monitor.SeeAsync("restarting it");
        var (exitCode, took) = await monitor.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.InRange(took.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Monitor_MistakenSettings_ReportsThemAllWithCode2WithinASecond()
    {
        var clock = Stopwatch.StartNew();
        await using var monitor = MonitorProcess.Start(("CHECK_INTERVAL", "x"), ("BLOCK_LAG_20", "-1"), ("RPC_URL", "h"), ("BLOCK_LAGG_20", "1"));
        Assert.Equal(2, await monitor.ExitAsync());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        Assert.All(["CONTAINER_NAME", "CHECK_INTERVAL", "BLOCK_LAG_20", "RPC_URL", "did you mean BLOCK_LAG_20?"], name => Assert.Contains(name, monitor.ToString()));
    }

    [Fact]
    public async Task Monitor_LogFormatJson_WritesAnObjectALine()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("LOG_FORMAT", "json"), ("LOG_LEVEL", "info"));
        var line = await monitor.SeeAsync("InStep");
        using var json = System.Text.Json.JsonDocument.Parse(line);
        Assert.Equal(("Changed", 5), (json.RootElement.GetProperty("event").GetString(), json.RootElement.GetProperty("lag").GetInt32()));
    }

    [Fact]
    public async Task Monitor_RunByRoot_DropsItsRightsOnAllThreads()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        ProcessRights.AssertDropped(monitor.Pid, 1000, SocketGroup.Id);
    }

    [Fact]
    public async Task Monitor_UidZero_KeepsRootAndWarns()
    {
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", "none"), ("MONITOR_UID", "0"), ("RPC_URL", "http://127.0.0.1:9"));
        Assert.Contains(" WARN ", await monitor.SeeAsync("keeps root's rights"));
        var status = await File.ReadAllTextAsync($"/proc/{monitor.Pid}/status", TestContext.Current.CancellationToken);
        Assert.Contains("Uid:\t0\t0\t0\t0", status);
        Assert.Contains("NoNewPrivs:\t1", status);
    }

    [Fact]
    public async Task Monitor_WrongGroupSet_SaysWhichNumberToSet()
    {
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", "none"), ("MONITOR_GID", "54321"));
        Assert.Equal(2, await monitor.ExitAsync());
        Assert.Contains($"Set MONITOR_GID={SocketGroup.Id}", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_PortTaken_SaysSoAndEnds()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("HTTP_PORT", $"{port}"));
        Assert.Equal(2, await monitor.ExitAsync());
        Assert.Contains($"can't listen on 127.0.0.1:{port}: ", monitor.ToString());
        Assert.Contains("address already in use. Set HTTP_PORT to a free port", monitor.ToString());
        Assert.DoesNotContain("   at ", monitor.ToString());
    }

    [Theory]
    [InlineData("history")]
    [InlineData("watch")]
    public async Task Program_CopiedWithoutSqlitesLibrary_NamesWhatIsMissing(string verb)
    {
        var folder = Directory.CreateTempSubdirectory("copy-").FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(TestSettings.Binary)!).Where(file => !file.EndsWith(".so", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "history.db"), "", TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await BinaryRun.RunProgramAsync(
            Path.Combine(folder, "alephzero-monitor"), verb, "", [("CONTAINER_NAME", "none"), ("DATA_DIR", folder), ("HTTP_PORT", "0"), ("MONITOR_UID", "0"), ("MONITOR_GID", "0")]);
        Assert.Equal((2, "alephzero-monitor: SQLite's library, libe_sqlite3.so, is not beside the program or can't be loaded: copy both from the same folder\n"), (exitCode, error));
        Assert.DoesNotContain("   at ", output);
    }
}
