using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Projections;
using AlephZeroMonitor.Projections.Metrics;
using AlephZeroMonitor.Projections.Notifications;
using AlephZeroMonitor.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Commands;

/// <summary>A server that answers instant queries in the form that Prometheus documents, from series that the test gives.</summary>
internal sealed partial class FakePrometheus : IAsyncDisposable
{
    private readonly List<JsonObject> _present = [];
    private readonly List<JsonObject> _past = [];
    private readonly List<JsonObject> _down = [];

    private FakePrometheus(ReceiverServer server)
    {
        Server = server;
        server.Answer = context => context.Response.WriteAsync(Answer(context.Request.Query["query"].ToString()).ToJsonString());
    }

    public ReceiverServer Server { get; }

    /// <summary>By Prometheus's clock.</summary>
    public DateTimeOffset Now { get; set; } = Reports.Now;

    public static async Task<FakePrometheus> StartAsync() => new(await ReceiverServer.StartAsync());

    /// <summary>A monitor that reports these nodes in its real metrics, so long after their checks.</summary>
    public void Scrape(string host, TimeSpan age, params NodeReport[] reports)
    {
        var (time, nodes) = (new FakeTimeProvider(), new NodeTable(new FakeHistory()));
        using var meter = MetricsServices.Instruments(nodes, new FakeNetwork(), time);
        using var exposition = new Exposition(meter);
        foreach (var report in reports)
        {
            nodes.Checked(report with { PublishedAt = time.GetTimestamp() });
        }

        time.Advance(age);
        _present.AddRange(exposition.Write().Split('\n').Select(line => Line().Match(line)).Where(match => match.Success).Select(match => Series(
            match.Groups["value"].Value,
            [("__name__", match.Groups["name"].Value), ("instance", host), ("job", "alephzero"),
                .. Label().Matches(match.Groups["labels"].Value).Select(label => (label.Groups[1].Value, label.Groups[2].Value))])));
    }

    /// <summary>A node that was reported before.</summary>
    public void Remember(string host, string node, DateTimeOffset checkedAt) => _past.Add(Series(
        checkedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ("instance", host), ("job", "alephzero"), ("node", node)));

    /// <summary>A target that is down.</summary>
    public void Lose(string host) => _down.Add(Series("0", ("__name__", "up"), ("instance", host), ("job", "alephzero")));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private JsonObject Answer(string query)
    {
        var series = query.StartsWith("last_over_time", StringComparison.Ordinal) ? _past : query.StartsWith("up", StringComparison.Ordinal) ? _down : _present;
        return new() { ["status"] = "success", ["data"] = new JsonObject { ["resultType"] = "vector", ["result"] = new JsonArray([.. series.Select(each => each.DeepClone())]) } };
    }

    private JsonObject Series(string value, params IEnumerable<(string Name, string Value)> labels) => new()
    {
        ["metric"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Name, (JsonNode?)label.Value))),
        ["value"] = new JsonArray(Now.ToUnixTimeMilliseconds() / 1000.0, value),
    };

    [GeneratedRegex(@"^(?<name>alephzero_\w+)(\{(?<labels>.*)\})? (?<value>\S+)$")]
    private static partial Regex Line();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Label();
}
