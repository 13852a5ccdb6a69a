using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The forms in which the engine hands a log out.</summary>
public class LogFormTests
{
    [Fact]
    public async Task Monitor_TerminalWithColoursAndCrLf_ReadsTheFacts()
    {
        const string Log = "\e[2m2023-05-30 19:40:00\e[0m Running session 56400.    \n"
            + "\e[2m2023-05-30 19:40:00\e[0m No longer in major sync state.    \n"
            + "\e[2m2023-05-30 19:40:00\e[0m ✨ Imported #\e[1;37m109999950\e[0m (0x50bb…aef5)    \n";
        await using var node = await NodeContainer.StartAsync(Log, tty: true);
        await AssertRestartedAsync(node, "IdleBehind", "best 109999950");
    }

    [Fact]
    public async Task Monitor_LinesOnStandardErrorOnly_ReadsTheFacts()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await AssertRestartedAsync(node, "IdleBehind", "best 109999950");
    }

    [Fact]
    public async Task Monitor_LinesOnStandardOutputOnly_ReadsTheFacts()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50), toOutput: true);
        await AssertRestartedAsync(node, "IdleBehind", "best 109999950");
    }

    [Theory]
    [InlineData("local")]
    [InlineData("json-file")]
    public async Task Monitor_LineOver16KiB_IsPutTogether(string driver)
    {
        var prepared = Prepared(7).TrimEnd() + new string('x', 40_000) + "\n";
        await using var node = await NodeContainer.StartAsync(Idle(50) + prepared + PreSealed(7), logDriver: driver);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": Producing");
    }

    [Fact]
    public async Task Monitor_TwoLivesInOneLog_ForgetsTheFirst()
    {
        await using var node = await NodeContainer.StartAsync(Idle(0) + Prepared(1) + PreSealed(1) + Banner + Behind(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync(": Tolerated");
        Assert.Contains("; not producing", line);
    }

    [Fact]
    public async Task Monitor_SyncStateLeft30000LinesAgo_RemembersIt()
    {
        await using var node = await NodeContainer.StartAsync(InMajorSync + LeftMajorSync + Session(122_000));
        await using var endpoint = await Endpoint.StartAsync(1);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync("left major sync");
        node.Append(string.Concat(Enumerable.Range(0, 30_001).Select(i => Imported(Head - 30_050 + (uint)i))), life: 1);

        // The endpoint is still at block 1, which the node's own block proves old.
        await monitor.SeeAsync(": HeadUntrusted");
        await monitor.CheckThriceAsync();
        endpoint.Head = Head;
        Assert.Contains("lag 50 ", await monitor.SeeAsync("restarting it: IdleBehind"));
    }

    [Fact]
    public async Task Monitor_LogRotated_GoesOnReading()
    {
        var logConfig = new Dictionary<string, string> { ["max-size"] = "20k", ["max-file"] = "2" };
        await using var node = await NodeContainer.StartAsync(InMajorSync + Session(1) + Imported(Head - 90), logConfig: logConfig);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": Syncing");
        for (var round = 1u; round <= 5; round++)
        {
            node.Append(string.Concat(Enumerable.Repeat(Imported(Head - 90 + round), 200)), life: 1);

            // The engine can lose what is written around a rotation, and shows nothing then until more is written; a node writes on.
            var seen = monitor.SeeAsync($"lag {90 - round}");
            while (await Task.WhenAny(seen, Task.Delay(2000, TestContext.Current.CancellationToken)) != seen)
            {
                node.Append(string.Concat(Enumerable.Repeat(Imported(Head - 90 + round), 20)), life: 1);
            }

            await seen;
        }
    }

    [Fact]
    public async Task Monitor_LogDriverNone_SaysWhatToDo()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500), logDriver: "none");
        await using var endpoint = await Endpoint.StartAsync(Head);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync(": LogUnreadable");
        Assert.Contains("run the node with json-file, local or journald", line);
        await monitor.CheckThriceAsync();
        Assert.Equal(before, await node.StartedAtAsync());
    }

    private static async Task AssertRestartedAsync(NodeContainer node, params string[] inTheLine)
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync("restarting it");
        Assert.All(inTheLine, text => Assert.Contains(text, line));
        await monitor.SeeAsync("restarted in");
    }
}
