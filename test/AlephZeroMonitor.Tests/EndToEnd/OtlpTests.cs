using AlephZeroMonitor.Projections.Traces;
using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What a collector gets from the program, and that the program doesn't care how it fares.</summary>
public class OtlpTests
{
    private static readonly (string, string)[] Quick = [("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "500")];

    [Fact]
    public async Task Collector_OfARestart_GetsItsTrace()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var collector = await CollectorServer.StartAsync();
        await using var monitor = Watch(node, endpoint, collector, ("RPC_URL", endpoint.Url + "?key=not-for-others"), ("OTEL_SERVICE_NAME", "my-watchdog"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"));
        await monitor.SeeAsync("restarted in");
        var check = await collector.SeeAsync(seen => seen.Spans.FirstOrDefault(span => span.Name == "check" && span.Attributes["alephzero.decision.acts"] == "True"));
        Assert.Equal(("", node.Name, "FarBehind", "500"), (check.Parent, check.Attributes["alephzero.node.name"], check.Attributes["alephzero.decision.reason"], check.Attributes["alephzero.node.lag"]));

        var spans = collector.Spans.Where(span => span.Trace == check.Trace).ToArray();
        Assert.Equal(["act", "decide", "decide", "observe", "observe"], spans.Where(span => span.Parent == check.Id).Select(span => span.Name).Order()); // before a restart it looks twice
        Assert.Equal("Restarted", spans.Single(span => span.Name == "act").Attributes["alephzero.action.result"]);
        var observe = spans.First(span => span.Name == "observe");
        Assert.Equal("Running", check.Attributes["alephzero.node.state"]);
        Assert.Equal(["endpoints", "inspect"], spans.Where(span => span.Parent == observe.Id).Select(span => span.Name).Order());
        var call = spans.First(span => span.Name == "chain_getHeader");
        Assert.Equal(("endpoints", "127.0.0.1", false), (spans.Single(span => span.Id == call.Parent).Name, call.Attributes["server.address"], call.Failed));

        Assert.All(collector.Resources, resource => Assert.Equal(("my-watchdog", "test"), (resource["service.name"], resource["deployment.environment.name"])));
        Assert.DoesNotContain("not-for-others", collector.Everything);
    }

    [Fact]
    public async Task Collector_OfALagThatIsNoLongerKnown_DoesntGetTheOldOne()
    {
        await using var node = await NodeContainer.StartAsync(Idle(7));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var collector = await CollectorServer.StartAsync();
        await using var monitor = Watch(node, endpoint, collector);
        await collector.SeeAsync(seen => seen.Points.FirstOrDefault(point => point.Name == "alephzero.node.lag" && point.Value == 7));
        endpoint.Fault = Fault.Error500;
        await monitor.SeeAsync("HeadUnknown");
        await collector.SeeAsync(seen => seen.LastPoints.FirstOrDefault(IsVerdict) is not null && seen.LastPoints.All(point => point.Name != "alephzero.node.lag") ? "" : null);

        bool IsVerdict(ReceivedPoint point) => point.Name == "alephzero.node.verdict" && point.Attributes["reason"] == "HeadUnknown" && point.Attributes["node"] == node.Name;
    }

    [Fact]
    public async Task Collector_ThatNeverAnswers_DelaysNeitherARescueNorTheEnd()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var collector = await CollectorServer.StartAsync();
        collector.IsSilent = true;
        await using var monitor = Watch(node, endpoint, collector);
        await monitor.SeeAsync("restarted in");
        await monitor.SeeAsync("doesn't take traces");
        await monitor.SeeAsync("doesn't take metrics");
        await monitor.CheckThriceAsync();
        collector.IsSilent = false;
        await monitor.SeeAsync("takes metrics again");
        collector.IsSilent = true;
        var (exitCode, took) = await monitor.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.InRange(took.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Collector_NotSet_CostsNoThread()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var collector = await CollectorServer.StartAsync();
        await using var plain = MonitorProcess.Watch(node, endpoint);
        await using var exporting = Watch(node, endpoint, collector);
        await plain.CheckThriceAsync();
        await exporting.CheckThriceAsync();
        Assert.DoesNotContain(ThreadNames(plain), IsExport);
        Assert.Equal(2, ThreadNames(exporting).Count(IsExport));

        static bool IsExport(string thread) => thread.StartsWith("OpenTel", StringComparison.Ordinal);
    }

    private static MonitorProcess Watch(NodeContainer node, Endpoint endpoint, CollectorServer collector, params (string, string)[] variables) =>
        MonitorProcess.Watch(node, endpoint, [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), .. Quick, .. variables]);

    private static string[] ThreadNames(MonitorProcess monitor) =>
        [.. Directory.GetDirectories($"/proc/{monitor.Pid}/task").Select(task => File.ReadAllText(Path.Combine(task, "comm")).Trim())];
}
