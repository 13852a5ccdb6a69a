using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Http;

namespace AlephZeroMonitor.Projections.Metrics;

public class ExpositionTests
{
    [Fact]
    public async Task Metrics_OfANode_ShowItsNumbers()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101, new NodeFacts { Peers = 7, Finalized = 5 }) with { Counted = new LineCounts { Lines = 9 } }, new Policy { DryRun = true });
        var text = await server.TextAsync("/metrics");
        Assert.Contains("# TYPE alephzero_node_lag_blocks gauge\nalephzero_node_lag_blocks{node=\"a\"} 101\n", text);
        Assert.Contains("\nalephzero_node_best_block{node=\"a\"} 109999899\n", text);
        Assert.Contains("\nalephzero_node_verdict{node=\"a\",reason=\"FarBehind\"} 1\n", text);
        Assert.Contains("\nalephzero_node_hold{node=\"a\",hold=\"DryRun\"} 1\n", text);
        Assert.Contains("\nalephzero_node_log_lines_total{node=\"a\"} 9\n", text);
        Assert.Contains("\nalephzero_node_restarts_total{node=\"a\",reason=\"FarBehind\",result=\"Restarted\"} 0\n", text);
    }

    [Fact]
    public async Task Metrics_AlertsThatStand_HaveASeriesEach()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(7));
        Assert.DoesNotContain("alephzero_node_alert{", await server.TextAsync("/metrics"));
        server.Publish("a", Server.Behind(7) with { Fork = new ForkEvidence(5, "0xa", "0xb") });
        Assert.Contains("\nalephzero_node_alert{node=\"a\",alert=\"Forked\"} 1\n", await server.TextAsync("/metrics"));
    }

    [Fact]
    public async Task Metrics_ValueThatIsNoLongerKnown_HasNoSeries()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(7));
        Assert.Contains("alephzero_node_lag_blocks{", await server.TextAsync("/metrics"));
        server.Publish("a", Server.Behind(7) with { Head = Head.Unknown("no answer") });
        Assert.DoesNotContain("alephzero_node_lag_blocks{", await server.TextAsync("/metrics"));
    }

    [Fact]
    public async Task Metrics_AfterRestarts_CountThemByReasonAndResult()
    {
        await using var server = await Server.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(server.Publish("a", Server.Behind(101)).Restarts);
            server.Board.Publish("a", new RestartOutcome(i == 0 ? RestartResult.Failed : RestartResult.Restarted, "", TimeSpan.Zero));
        }

        var text = await server.TextAsync("/metrics");
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",result=\"Restarted\"} 2\n", text);
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",result=\"Failed\"} 1\n", text);
    }

    [Fact]
    public async Task Metrics_EffectsOfRestarts_CountWhatWasSeen()
    {
        await using var server = await Server.StartAsync();
        server.Restart("a", RestartEffect.NoChange);
        server.Restart("a", RestartEffect.Recovered);
        server.Restart("a", RestartEffect.Recovered);
        server.History.SaveEffect(server.History.BeginRestart("a", null, new NodeLife("c", Server.Now), Server.Now, null, memory => memory)!.Value, RestartEffect.Worse, default);
        var text = await server.TextAsync("/metrics");
        Assert.Contains("\nalephzero_node_restart_effects_total{node=\"a\",reason=\"FarBehind\",effect=\"Recovered\"} 2\n", text);
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",effect=\"NoChange\"} 1\n", text);
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",effect=\"Worse\"} 0\n", text);
        Assert.Contains("{node=\"a\",reason=\"unknown\",effect=\"Worse\"} 1\n", text);
    }

    [Fact]
    public async Task Metrics_CheckDuration_IsACumulativeHistogram()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(0));
        var buckets = (await server.TextAsync("/metrics")).Split('\n').Where(line => line.StartsWith("alephzero_monitor_check_duration_seconds_bucket", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ')[1])).ToArray();
        Assert.Equal(13, buckets.Length);
        Assert.Equal(buckets.Order(), buckets);
        Assert.True(buckets[^1] > 0);
    }

    [Fact]
    public async Task Metrics_AreThoseOfTheDocument()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101, Everything) with { Counted = new LineCounts { Troubles = [0, 1, 0, 0, 0, 0, 0, 0] }, Fork = new ForkEvidence(5, "0xa", "0xb") }, new Policy { StartGrace = TimeSpan.FromDays(1) });
        var text = await server.TextAsync("/metrics");
        var types = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(words => words[2], words => words[3]);
        types["alephzero_endpoint_head_block"] = "gauge";
        types["alephzero_endpoint_latency_seconds"] = "gauge";
        types["alephzero_monitor_log_read_bytes_total"] = "counter";
        var document = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "metrics.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).ToDictionary(cells => cells[1].Trim(' ', '`'), cells => cells[2].Trim());
        Assert.Equal(types.OrderBy(pair => pair.Key), document.OrderBy(pair => pair.Key));
    }

    private static NodeFacts Everything => new()
    {
        Finalized = 5,
        Peers = 7,
        Session = 1,
        NodeStartedAt = Time(-1),
        Trail = [.. Enumerable.Range(0, 61).Select(i => new BestSample(Time(i - 60), Server.HeadBlock - 161 + (uint)i))],
    };

    private static LogTime Time(double second) => new((Server.Now.AddSeconds(second) - DateTimeOffset.UnixEpoch).Ticks * 100);
}
