using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Architecture;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Grafana's dashboard in deploy/grafana, by the real names of the metrics and by Prometheus's own parser.</summary>
public partial class DashboardTests
{
    private static readonly string[] Queries = [.. Expressions(JsonNode.Parse(File.ReadAllText(Path.Combine(Sources.Root, "deploy/grafana/dashboard.json")))!)];

    [Fact]
    public void Queries_OfTheDashboard_NameMetricsThatThereAre()
    {
        var documented = File.ReadAllText(Path.Combine(Sources.Root, "docs/metrics.md"));
        Assert.True(Queries.Length > 20);
        Assert.All(Queries.SelectMany(query => Metric().Matches(query)), name => Assert.Contains($"`{name.Value}`", documented));
    }

    [Fact]
    public async Task Queries_OfTheDashboard_AreUnderstoodByPrometheus()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("dashboard-").FullName, "rules.json");
        var rules = Queries.Select((query, i) => new JsonObject { ["record"] = $"query{i}", ["expr"] = Variable().Replace(query, match => match.Groups[1].Success ? "5m" : ".*") });
        await File.WriteAllTextAsync(
            file,
            new JsonObject { ["groups"] = new JsonArray(new JsonObject { ["name"] = "dashboard", ["rules"] = new JsonArray([.. rules]) }) }.ToJsonString(),
            TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await BinaryRun.RunProgramAsync("promtool", $"check rules {file}", "", []);
        Assert.True(exitCode == 0, output + error);
    }

    private static IEnumerable<string> Expressions(JsonNode node) => node switch
    {
        JsonObject json => json.SelectMany(pair => pair is { Key: "expr", Value: JsonValue text } ? [(string)text!] : pair.Value is { } inner ? Expressions(inner) : []),
        JsonArray array => array.SelectMany(each => Expressions(each!)),
        _ => [],
    };

    [GeneratedRegex(@"\b(alephzero|process|dotnet)_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\$(__\w+)|\$\w+")]
    private static partial Regex Variable();
}
