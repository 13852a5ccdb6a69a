using System.Diagnostics.Metrics;
using System.Globalization;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Calls;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Metrics;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Time.Testing;
using NodeSimulator;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>The export to a real server. Metrics and spans of other tests may come too: each test has names of its own.</summary>
public sealed class OtlpExportTests : IAsyncLifetime
{
    private readonly string _node = $"node-{Guid.NewGuid():N}";
    private readonly ListLogger<OtlpExport> _log = new();
    private CollectorServer _collector = null!;

    public async ValueTask InitializeAsync() => _collector = await CollectorServer.StartAsync();

    public async ValueTask DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task Metrics_OfANode_AreThoseThatPrometheusReads()
    {
        var time = new FakeTimeProvider();
        using var meter = Instruments(out var nodes, time);
        using var exposition = new Exposition(meter);
        nodes.Checked(Reports.Of(Reports.Behind(101), name: _node, publishedAt: time.GetTimestamp()));
        var exposed = exposition.Write().Split('\n').Where(line => line.Contains($"node=\"{_node}\"", StringComparison.Ordinal)).ToArray();
        await ExportAsync(_collector.Collector, () => Task.CompletedTask);
        var points = _collector.Points.Where(point => point.Attributes.GetValueOrDefault("node") == _node);
        Assert.Equal(exposed.Select(Sorted).Order(), points.Select(Exposed).Select(Sorted).Order());
        Assert.Contains($"alephzero_node_lag_blocks{{node=\"{_node}\"}} 101", exposed);
    }

    [Fact]
    public async Task Metrics_OfManyNodes_AreAllThere()
    {
        const int Nodes = 300;
        using var meter = Instruments(out var nodes, TimeProvider.System);
        foreach (var index in Enumerable.Range(0, Nodes))
        {
            nodes.Checked(Reports.Of(Reports.Behind(0), name: $"{_node}-{index}"));
        }

        await ExportAsync(_collector.Collector, () => Task.CompletedTask, Nodes);
        Assert.Equal(Nodes * 12, _collector.Points.Count(IsEffect));
        Assert.DoesNotContain(_collector.Points, point => point.Attributes.ContainsKey("otel.metric.overflow"));

        bool IsEffect(ReceivedPoint point) =>
            point.Name == "alephzero.node.restart_effects" && point.Attributes["node"].StartsWith(_node, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfChecks_HaveTheBucketsThatPrometheusReads()
    {
        await ExportAsync(_collector.Collector, () =>
        {
            new NodeTable(new FakeHistory()).Checked(Reports.Of(Reports.Behind(0), name: _node));
            return Task.CompletedTask;
        });
        var point = _collector.Points.Single(point => point.Name == "alephzero.monitor.check.duration");
        Assert.Equal(13, point.Buckets);
        Assert.True(point.Value > 0);
    }

    [Fact]
    public async Task Spans_OfSteps_HaveTheirParentsAndAttributes()
    {
        await ExportAsync(_collector.Collector, () =>
        {
            using var check = Steps.BeginCheck(_node);
            using (Steps.Begin("observe"))
            {
                Steps.Begin("inspect")?.Dispose();
            }

            new TraceProjection().Checked(Reports.Of(Reports.Behind(101)));
            return Task.CompletedTask;
        });
        var root = _collector.Spans.Single(span => span.Attributes.GetValueOrDefault("alephzero.node.name") == _node);
        var child = _collector.Spans.Single(span => span.Parent == root.Id);
        Assert.Equal(("check", "", "observe"), (root.Name, root.Parent, child.Name));
        Assert.Equal(("inspect", root.Trace), _collector.Spans.Where(span => span.Parent == child.Id).Select(span => (span.Name, span.Trace)).Single());
        Assert.Equal(
            ("FarBehind", "101", "True"),
            (root.Attributes["alephzero.decision.reason"], root.Attributes["alephzero.node.lag"], root.Attributes["alephzero.decision.acts"]));
    }

    [Theory]
    [InlineData("/", Fault.None, false)]
    [InlineData("/key-in-the-path", Fault.None, true)]
    [InlineData("/", Fault.RpcError, true)]
    [InlineData("/", Fault.Error500, true)]
    public async Task Spans_OfAnEndpoint_DontHoldItsKey(string path, Fault fault, bool fails)
    {
        await using var server = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => 7 });
        server.Fault = fault;
        using var http = new HttpClient();
        var url = new UriBuilder(server.HttpUrl) { Path = path, Query = "?k=key-in-the-query", UserName = "key-in-the-user" }.Uri;
        var endpoint = new HttpEndpoint(url, new ChainRpc(new HttpCaller(url, http, TimeProvider.System), HttpEndpoint.AnswerTimeout), TimeProvider.System, 0);
        await ExportAsync(_collector.Collector, () => endpoint.RefreshAsync(TestContext.Current.CancellationToken));
        var call = _collector.Spans.Single(span => span.Attributes.GetValueOrDefault("server.port") == $"{url.Port}");
        Assert.Equal(("chain_getHeader", "127.0.0.1", fails), (call.Name, call.Attributes["server.address"], call.Failed));
        Assert.DoesNotContain("key-in-the", _collector.Everything);
    }

    [Fact]
    public async Task Export_ByGrpc_ReachesTheCollector()
    {
        using var meter = Instruments(out _, TimeProvider.System);
        await using var collector = await CollectorServer.StartAsync(speaksGrpc: true);
        await ExportAsync(collector.Collector, CheckAsync);
        Assert.Equal(
            ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"], collector.Paths.Order());
        Assert.Contains(collector.Spans, span => span.Attributes.GetValueOrDefault("alephzero.node.name") == _node);
        Assert.Contains(collector.Points, point => point.Name == "alephzero.monitor.info");
    }

    [Fact]
    public async Task Export_AddressWithPath_IsKeptBeforeThatOfTheData()
    {
        await ExportAsync(new Collector(new Uri(_collector.Address, "/otlp/")), CheckAsync);
        Assert.Equal(["/otlp/v1/metrics", "/otlp/v1/traces"], _collector.Paths.Order());
    }

    [Fact]
    public async Task Export_Headers_AreSentWithEachRequest()
    {
        await ExportAsync(_collector.Collector with { Headers = "api-key=of-the%20collector" }, CheckAsync);
        Assert.Equal(["of-the collector"], _collector.Keys);
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains("of-the", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_OfMetricsAndTraces_SaysWhoSendsThem()
    {
        await ExportAsync(_collector.Collector, CheckAsync);
        Assert.Equal(2, _collector.Resources.Count);
        Assert.All(_collector.Resources, resource => Assert.Equal(("alephzero-monitor", Product.Version), (resource["service.name"], resource["service.version"])));
        Assert.True(Guid.TryParse(Assert.Single(_collector.Resources.Select(resource => resource["service.instance.id"]).Distinct()), out _));
    }

    [Fact]
    public async Task Export_CollectorThatIsDown_IsLoggedOnceForEachKind()
    {
        await ExportAsync(new Collector(new Uri("http://user:secret@127.0.0.1:1/secret")), CheckAsync);
        var warnings = _log.Lines.Where(line => line.Level == Microsoft.Extensions.Logging.LogLevel.Warning).Select(line => line.Text).ToArray();
        Assert.Equal(["metrics", "traces"], warnings.Select(text => text.Contains("take metrics", StringComparison.Ordinal) ? "metrics" : "traces").Order());
        Assert.All(_log.Lines, line => Assert.DoesNotContain("secret", line.Text));
    }

    [Fact]
    public async Task Export_SilentCollector_DelaysNeitherWorkNorEnd()
    {
        _collector.IsSilent = true;
        var begin = TimeProvider.System.GetTimestamp();
        using var export = new OtlpExport(_collector.Collector, 1, Telemetry.Meter, _log);
        await export.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 10_000; i++)
        {
            await CheckAsync();
        }

        await export.StopAsync(TestContext.Current.CancellationToken);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 0, 8); // a request's own time-out is 10 s
    }

    /// <summary>A line of Prometheus's format with its labels in order: the library sends them so.</summary>
    private static string Sorted(string line)
    {
        var (open, close) = (line.IndexOf('{') + 1, line.LastIndexOf('}'));
        return line[..open] + string.Join(',', line[open..close].Split(',').Order(StringComparer.Ordinal)) + line[close..];
    }

    private static Meter Instruments(out NodeTable nodes, TimeProvider time)
    {
        nodes = new NodeTable(new FakeHistory());
        return MetricsServices.Instruments(nodes, new FakeNetwork(), time);
    }

    private Task CheckAsync()
    {
        Steps.BeginCheck(_node)?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Exports what there is while and after some work is done.</summary>
    private async Task ExportAsync(Collector collector, Func<Task> work, int nodes = 1)
    {
        using var export = new OtlpExport(collector, nodes, Telemetry.Meter, _log) { FlushTime = 30_000 };
        await export.StartAsync(TestContext.Current.CancellationToken);
        await work();
        await export.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A point as Prometheus reads it.</summary>
    private static string Exposed(ReceivedPoint point)
    {
        var name = point.Name.Replace('.', '_') + (point.Unit.Length == 0 ? "" : "_" + (point.Unit == "s" ? "seconds" : point.Unit)) + (point.IsCounter ? "_total" : "");
        return $"{name}{{{string.Join(',', point.Attributes.Select(pair => $"{pair.Key}=\"{pair.Value}\""))}}} {point.Value.ToString("R", CultureInfo.InvariantCulture)}";
    }
}
