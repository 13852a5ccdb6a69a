using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>R1 and R2 on a real engine, at the first check.</summary>
public class RuleTests
{
    public static TheoryData<string, string> Restarted => new()
    {
        { "lag 101, no session line, no sync line", Behind(101) },
        { "lag 101 while in major sync and producing", InMajorSync + Session(1) + Prepared(1) + PreSealed(1) + Behind(101) },
        { "21 behind, left, not producing", Idle(21) },
        { "100 behind, left, not producing", Idle(100) },
        { "prepared without pre-sealed", Idle(50) + Prepared(1) },
        { "pre-sealed without prepared", Idle(50) + PreSealed(1) },
        { "left, re-entered and left again", LeftMajorSync + InMajorSync + Idle(50) },
        { "a fork's leaf is not the best block", Idle(50) + "2025-03-12 08:20:11.291  INFO tokio-runtime-worker aleph-block-sync: "
            + $"Imported: #{Head} (0xf617…5eac), finalized: #{Head - 70} (0x1b3b…5f18), favourite: #{Head - 50} (0x993c…dfe9).    \n" },
        { "a reorg to a lower block", Idle(20) + $"2025-03-12 08:20:11.291  INFO tokio-runtime-worker sc_informant: ♻️  Reorg on #{Head - 20},0xe505…2250 to #{Head - 21},0x580c…3fb7, common ancestor #{Head - 30},0x356f…b6d2    \n" },
    };

    public static TheoryData<string, string, string> LeftAlone => new()
    {
        { "lag 100, no sync line", Behind(100), "Tolerated" },
        { "exactly 20 behind, idle", Idle(20), "InStep" },
        { "50 behind but still in major sync", InMajorSync + Session(1) + Behind(50), "Syncing" },
        { "50 behind, left but re-entered", Idle(50) + InMajorSync, "Syncing" },
        { "50 behind, re-entered, with the clock set back between", Idle(50) + "2025-03-12 08:00:00.000  INFO tokio-runtime-worker aleph-block-sync: Switched to major sync state.    \n", "Syncing" },
        { "50 behind but producing", Idle(50) + Prepared(1) + PreSealed(1), "Producing" },
        { "an endpoint that is behind the node", Imported(Head + 5000) + LeftMajorSync + Session(1), "HeadUntrusted" },
        { "the words in other places", Idle(0) + $"2025-03-12 08:20:11 remark: Imported #5 (0x1…2)\n2025-03-12 08:20:11 🏷  Node name: Imported #5 (0x1…2)\n", "InStep" },
        { "no relevant line", "2025-03-12 08:20:11.291  INFO main sc_sysinfo: 💻 CPU cores: 16    \n", "BestUnknown" },
    };

    [Theory]
    [MemberData(nameof(Restarted))]
    public async Task Monitor_NodeThatIsIll_RestartsItAtTheFirstCheckAndOnce(string what, string log)
    {
        await using var node = await NodeContainer.StartAsync(log);
        await using var endpoint = await Endpoint.StartAsync(Head);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync("restarted in");
        await monitor.CheckThriceAsync();
        Assert.True(before != await node.StartedAtAsync(), what);
        Assert.Equal((0, 1), (Count(monitor, "checked, ", before: "restarting it"), Count(monitor, "restarting it")));
    }

    [Fact]
    public async Task Monitor_NodeThatProducedOnlyInTheSessionBefore_RestartsItWhenTheSessionsGraceIsOver()
    {
        await using var node = await NodeContainer.StartAsync(LeftMajorSync + Session(1) + Prepared(1) + PreSealed(1) + Session(2) + Behind(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("START_GRACE", "10"));
        await monitor.SeeAsync("would restart: IdleBehind; held: Starting until");
        await monitor.SeeAsync("restarted in");
        await monitor.CheckThriceAsync();
        Assert.Equal(1, Count(monitor, "restarting it"));
    }

    [Theory]
    [MemberData(nameof(LeftAlone))]
    public async Task Monitor_NodeThatIsWell_LeavesItAlone(string what, string log, string reason)
    {
        await using var node = await NodeContainer.StartAsync(log);
        await using var endpoint = await Endpoint.StartAsync(Head);
        var before = await node.StartedAtAsync();
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.CheckThriceAsync();
        await monitor.SeeAsync($": {reason}");
        Assert.True(before == await node.StartedAtAsync(), what);
    }

    private static int Count(MonitorProcess monitor, string text, string? before = null) =>
        monitor.Lines.TakeWhile(line => before is null || !line.Contains(before, StringComparison.Ordinal)).Count(line => line.Contains(text, StringComparison.Ordinal));
}
