using System.Diagnostics.Metrics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Metrics;

public sealed class ExpositionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeHistory _history = new();
    private readonly FakeNetwork _network = new();
    private readonly NodeTable _nodes;
    private readonly Meter _meter;
    private readonly Exposition _exposition;

    public ExpositionTests()
    {
        _nodes = new NodeTable(_history);
        _meter = MetricsServices.Instruments(_nodes, _network, _time);
        _exposition = new Exposition(_meter);
    }

    public void Dispose()
    {
        _exposition.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_OfANode_ShowsItsNumbers()
    {
        var facts = new NodeFacts { Peers = 7, Finalized = 5 };
        Check(Reports.Behind(101, facts) with { Counted = new LineCounts { Lines = 9 } }, new Policy { DryRun = true });
        var text = _exposition.Write();
        Assert.Contains("# TYPE alephzero_node_lag_blocks gauge\nalephzero_node_lag_blocks{node=\"a\"} 101\n", text);
        Assert.Contains("\nalephzero_node_best_block{node=\"a\"} 109999899\n", text);
        Assert.Contains("\nalephzero_node_verdict{node=\"a\",reason=\"FarBehind\"} 1\n", text);
        Assert.Contains("\nalephzero_node_hold{node=\"a\",hold=\"DryRun\"} 1\n", text);
        Assert.Contains("\nalephzero_node_log_lines_total{node=\"a\"} 9\n", text);
        Assert.Contains("\nalephzero_node_restarts_total{node=\"a\",reason=\"FarBehind\",result=\"Restarted\"} 0\n", text);
        Assert.Contains("\nalephzero_node_restarts_total{node=\"a\",reason=\"LeftStopped\",result=\"Started\"} 0\n", text);
        Assert.Contains("\nalephzero_node_restarts_total{node=\"a\",reason=\"FarBehind\",result=\"Failed\"} 0\n", text);
        Assert.Contains("\nalephzero_node_troubles_total{node=\"a\",kind=\"Panic\"} 0\n", text);
        Assert.DoesNotContain("reason=\"Stalled\"", text);
    }

    [Fact]
    public void Write_AlertsThatStand_HaveASeriesEach()
    {
        Check(Reports.Behind(7));
        Assert.DoesNotContain("alephzero_alert{", _exposition.Write());
        Check(Reports.Behind(7) with { Fork = new ForkEvidence(5, "0xa", "0xb") });
        Assert.Contains("\nalephzero_alert{node=\"a\",alert=\"Forked\"} 1\n", _exposition.Write());
        Assert.Contains(FormattableString.Invariant($"\nalephzero_alert_start_time_seconds{{node=\"a\",alert=\"Forked\"}} {Reports.Now.ToUnixTimeSeconds()}\n"), _exposition.Write());
    }

    [Fact]
    public void Write_ValueThatIsNoLongerKnown_HasNoSeries()
    {
        Check(Reports.Behind(7));
        Assert.Contains("alephzero_node_lag_blocks{", _exposition.Write());
        Check(Reports.Behind(7) with { Head = Head.Unknown() });
        Assert.DoesNotContain("alephzero_node_lag_blocks{", _exposition.Write());
    }

    [Fact]
    public void Write_NodeThatIsNoLongerWatched_HasNoSeries()
    {
        Check(Reports.Behind(7));
        _nodes.Removed("a");
        Assert.DoesNotContain("node=\"a\"", _exposition.Write());
    }

    [Fact]
    public void Write_AgeOfTheCheck_IsThatOfNow()
    {
        Check(Reports.Behind(101) with { Pause = new Pause("me", TimeSpan.FromSeconds(60)) });
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains("\nalephzero_node_check_age_seconds{node=\"a\"} 20\n", _exposition.Write());
        Assert.Contains("\nalephzero_node_hold_remaining_seconds{node=\"a\"} 40\n", _exposition.Write());
        Assert.Contains("\nalephzero_node_pause_remaining_seconds{node=\"a\"} 40\n", _exposition.Write());
    }

    [Fact]
    public void Write_AfterRestarts_CountsThemByReasonAndResult()
    {
        for (var i = 0; i < 3; i++)
        {
            Act(i == 0 ? ActionResult.Failed : ActionResult.Restarted);
        }

        var text = _exposition.Write();
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",result=\"Restarted\"} 2\n", text);
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",result=\"Failed\"} 1\n", text);
    }

    [Fact]
    public void Write_EffectsOfRestarts_CountsWhatWasSeen()
    {
        CheckEffect(RestartEffect.Worse);
        Act(ActionResult.Restarted);
        CheckEffect(RestartEffect.NoChange);
        Act(ActionResult.Restarted);
        CheckEffect(RestartEffect.Recovered);
        Act(ActionResult.Restarted);
        CheckEffect(RestartEffect.Recovered);
        var text = _exposition.Write();
        Assert.Contains("\nalephzero_node_restart_effects_total{node=\"a\",reason=\"FarBehind\",effect=\"Recovered\"} 2\n", text);
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",effect=\"NoChange\"} 1\n", text);
        Assert.Contains("{node=\"a\",reason=\"FarBehind\",effect=\"Worse\"} 0\n", text);
        Assert.Contains("{node=\"a\",reason=\"unknown\",effect=\"Worse\"} 1\n", text);
    }

    [Fact]
    public void Write_EffectOfARestartOfAnEarlierRun_HasTheReasonThatTheHistoryKnows()
    {
        var life = new NodeLife("c", default);
        _history.Saved = [new() { Id = 1, Node = "a", Remedy = Remedy.Restart, Reason = Reason.IdleBehind, Life = life, At = default }];
        CheckEffect(RestartEffect.Recovered);
        Assert.Contains("{node=\"a\",reason=\"IdleBehind\",effect=\"Recovered\"} 1\n", _exposition.Write());
    }

    [Fact]
    public void Write_CheckDuration_IsACumulativeHistogram()
    {
        Check(Reports.Behind(0));
        var buckets = _exposition.Write().Split('\n')
            .Where(line => line.StartsWith("alephzero_monitor_check_duration_seconds_bucket", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ')[1])).ToArray();
        Assert.Equal(13, buckets.Length);
        Assert.Equal(buckets.Order(), buckets);
        Assert.True(buckets[^1] > 0);
    }

    [Fact]
    public void Write_Endpoints_AreJudgedForTheNodeForWhichTheyAreWorthLeast()
    {
        var answered = new EndpointView { Host = "https://a", Chain = "One" }.Answered(new HeadSample(7, TimeSpan.Zero));
        _network.View = new([answered with { Latency = TimeSpan.FromSeconds(0.5) }, answered.Failed(new(EndpointProblemKind.NotJson))]);
        _nodes.Checked(Reports.Of(Reports.Behind(0, new NodeFacts { ChainName = "One" }) with { Head = default }, name: "a"));
        var text = _exposition.Write();
        Assert.Contains("\nalephzero_endpoint_head_block{endpoint=\"https://a\",index=\"0\"} 7\n", text);
        Assert.DoesNotContain("alephzero_endpoint_head_block{endpoint=\"https://a\",index=\"1\"}", text);
        Assert.Contains("\nalephzero_endpoint_latency_seconds{endpoint=\"https://a\",index=\"0\"} 0.5\n", text);
        Assert.Contains("{endpoint=\"https://a\",index=\"0\",state=\"Behind\"} 1\n", text);
        Assert.Contains("{endpoint=\"https://a\",index=\"1\",state=\"Down\"} 1\n", text);
        _nodes.Checked(Reports.Of(Reports.Behind(0, new NodeFacts { ChainName = "Other" }), name: "b"));
        Assert.Contains("{endpoint=\"https://a\",index=\"0\",state=\"OtherChain\"} 1\n", _exposition.Write());
    }

    [Fact]
    public void Write_Metrics_AreThoseOfTheDocument()
    {
        var seen = Reports.Behind(101, Everything) with
        {
            Counted = new LineCounts { Troubles = [0, 1, 0, 0, 0, 0, 0, 0] },
            Fork = new ForkEvidence(5, "0xa", "0xb"),
            CheckInterval = TimeSpan.FromSeconds(60),
            Pause = new Pause("me", TimeSpan.FromSeconds(60)),
        };
        _network.View = new([new EndpointView { Host = "a" }.Answered(new HeadSample(7, TimeSpan.Zero)) with { Latency = TimeSpan.Zero }]);
        Act(ActionResult.Restarted);
        Check(seen, new Policy { StartGrace = TimeSpan.FromDays(1) });
        var types = _exposition.Write().Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')).ToDictionary(words => words[2], words => words[3]);

        // Other folders write to these.
        types["alephzero_monitor_log_read_bytes_total"] = "counter";
        types["alephzero_monitor_event_streams"] = "gauge";
        types["alephzero_notify_sent_total"] = types["alephzero_notify_failed_total"] = "counter";
        types["alephzero_notify_queued"] = types["alephzero_notify_oldest_seconds"] = "gauge";
        var document = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "metrics.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|'))
            .ToDictionary(cells => cells[1].Trim(' ', '`'), cells => cells[2].Trim());
        Assert.Equal(document.OrderBy(pair => pair.Key), types.OrderBy(pair => pair.Key));
    }

    private static NodeFacts Everything => new()
    {
        Finalized = 5,
        Peers = 7,
        Session = 1,
        NodeStartedAt = Time(-1),
        Trail = [.. Enumerable.Range(0, 61).Select(i => new BestSample(Time(i - 60), Reports.HeadBlock - 161 + (uint)i))],
    };

    private static LogTime Time(double second) => new((Reports.Now.AddSeconds(second) - DateTimeOffset.UnixEpoch).Ticks * 100);

    private void Check(Observation seen, Policy? policy = null) => _nodes.Checked(Reports.Of(seen, policy, "a", _time.GetTimestamp()));

    private void CheckEffect(RestartEffect effect)
    {
        var report = Reports.Of(Reports.Behind(0), name: "a");
        _nodes.Checked(report with { Decision = report.Decision with { Effect = effect } });
    }

    private void Act(ActionResult result)
    {
        var report = Reports.Of(Reports.Behind(101), name: "a");
        Assert.True(report.Decision.Acts);
        _nodes.Checked(report);
        _nodes.Acted(report, new ActionOutcome(result, TimeSpan.Zero));
    }
}
