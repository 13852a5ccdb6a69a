using System.Text.Json;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Projections;
using AlephZeroMonitor.Projections.Notifications;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.Commands.VerbRun;

namespace AlephZeroMonitor.Commands;

/// <summary><c>nodes</c> and <c>top</c> with --prometheus, asked of a server that answers as Prometheus does.</summary>
[Collection(nameof(VerbRun))]
public class PrometheusVerbTests
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("nodes")]
    [InlineData("nodes -o wide")]
    [InlineData("nodes --json")]
    public async Task Nodes_HostsThatAnswerAndHostsThatDoNot_PrintsAsKept(string arguments)
    {
        await using var prometheus = await FleetAsync();
        var (exitCode, output, error) = await RunAsync($"{arguments} --prometheus http://{prometheus.Server.Host}", ("COLUMNS", "80"));
        Assert.Equal((0, ""), (exitCode, error));
        Golden.Check($"verbs/prometheus_{arguments.Replace(" -", "_", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(' ', '_')}.txt", output);
    }

    [Fact]
    public async Task Nodes_NodeOfAHost_IsAsItsOwnMonitorShowsIt()
    {
        var decision = new Decision
        {
            At = Reports.Now,
            Reason = Reason.IdleBehind,
            Hold = Hold.BackingOff,
            HoldFor = TimeSpan.FromMinutes(5),
            RunState = RunState.Running,
            Best = 70,
            Finalized = 65,
            Head = 100,
            IsHeadStale = true,
            Lag = 30,
            ImportRate = 2.5,
            HeadRate = 0.5,
            Peers = 7,
            Session = 8,
            IsProducing = true,
            MajorSync = MajorSync.Left,
            StandingByFor = "another monitor",
            RestartsInARow = 2,
            Alerts = [new(AlertKind.FinalityStalled, Reports.Now.AddMinutes(-9)) { Finalized = 65 }, new(AlertKind.NoPeers, Reports.Now.AddMinutes(-5)) { Finalized = 65 }],
        };
        var policy = new Policy { BlockLag20 = 25, BlockLag100 = 120, DryRun = true };
        await using var prometheus = await FakePrometheus.StartAsync();
        prometheus.Now = Reports.Now + Age;
        prometheus.Scrape("host", Age, Reports.Of(decision, Reports.Behind(30) with { Pause = new Pause("me", TimeSpan.FromHours(1)), CheckInterval = Age }, policy, "a"));
        var nodes = JsonSerializer.Deserialize((await RunAsync($"nodes --json --prometheus http://{prometheus.Server.Host}")).Output, ApiJson.Default.NodeList)!;
        var node = Assert.Single(nodes.Nodes);
        Assert.Equal(ApiJson.Print(new NodeStatus { Name = "", Policy = policy, Decision = decision }), ApiJson.Print(new NodeStatus { Name = "", Policy = node.Policy, Decision = node.Decision }));
        Assert.Equal(
            ("host/a", true, Reports.Now.AddDays(-1), Reports.Now.AddHours(1), Reports.Now + Age),
            (node.Name, node.IsFresh, node.Life!.Value.StartedAt, node.PausedUntil, nodes.At));
        Assert.Equal(decision.Alerts.Select(alert => AlertStatus.Of(alert, decision)), node.Alerts);
    }

    [Fact]
    public async Task Nodes_ChecksThatAreOld_AreOverdue()
    {
        await using var prometheus = await FakePrometheus.StartAsync();
        prometheus.Scrape("host-a:8080", Age, Well("a"));
        prometheus.Now = Reports.Now.AddMinutes(3.9); // CHECK_INTERVAL and three minutes
        prometheus.Scrape("host-b:8080", Age, Well("b"));
        Assert.DoesNotContain("overdue", (await RunAsync($"nodes --prometheus http://{prometheus.Server.Host}")).Output);
        await using var later = await FakePrometheus.StartAsync();
        later.Now = Reports.Now.AddMinutes(4.1);
        later.Scrape("host-a:8080", Age, Well("a"));
        Assert.Contains("InStep (check overdue)", (await RunAsync($"nodes --prometheus http://{later.Server.Host}")).Output);
    }

    [Fact]
    public async Task Nodes_NodeThatItsMonitorNoLongerWatches_IsNotShown()
    {
        await using var prometheus = await FakePrometheus.StartAsync();
        prometheus.Scrape("host-a:8080", Age, Well("a"));
        prometheus.Remember("host-a:8080", "removed", Reports.Now.AddHours(-1));
        Assert.DoesNotContain("removed", (await RunAsync($"nodes --prometheus http://{prometheus.Server.Host}")).Output);
    }

    [Fact]
    public async Task Nodes_UserAndTokenFile_AreSent()
    {
        await using var prometheus = await FleetAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "token\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync($"nodes --prometheus http://{prometheus.Server.Host}/path/ --prometheus-token-file {file}")).ExitCode);
        Assert.All(prometheus.Server.Requests, request => Assert.Equal("Bearer token", request.Headers["Authorization"]));
        Assert.All(prometheus.Server.Requests, request => Assert.StartsWith("/path/api/v1/query?query=", request.Path));
        prometheus.Server.Requests.Clear();
        Assert.Equal(0, (await RunAsync($"nodes --prometheus http://me:secret@{prometheus.Server.Host}")).ExitCode);
        Assert.All(prometheus.Server.Requests, request => Assert.Equal("Basic bWU6c2VjcmV0", request.Headers["Authorization"]));
        File.Delete(file);
    }

    [Theory]
    [InlineData(401, "Unauthorized", "refuses to answer: HTTP 401: Unauthorized", "--prometheus-token-file")]
    [InlineData(403, "no", "refuses to answer: HTTP 403: no", "http://user:password@host:9090")]
    [InlineData(404, "page not found", "is not a Prometheus: HTTP 404: page not found", "the URL of its web page")]
    [InlineData(422, """{"status":"error","errorType":"execution","error":"too many samples"}""", "no Prometheus answers at 127.0.0.1:PORT: HTTP 422: too many samples", "")]
    [InlineData(200, "<html>", "is not a Prometheus: ", "the URL of its web page")]
    [InlineData(200, """{"nodes":[]}""", "is not a Prometheus: ", "the URL of its web page")]
    [InlineData(200, """{"status":"success","data":null}""", "is not a Prometheus: ", "the URL of its web page")]
    [InlineData(200, """{"status":"success","data":{"result":[{"metric":{},"value":[1,"NaN"]}]}}""", "is not a Prometheus: a series has no value", "")]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""", "has no metrics of alephzero-monitor of the last day", "scrape_configs")]
    public async Task Nodes_AnswerThatIsOfNoUse_IsNamedWithTheRemedy(int status, string answer, string text, string remedy)
    {
        await using var server = await ReceiverServer.StartAsync(answer, status);
        var (exitCode, output, error) = await RunAsync($"nodes --prometheus http://me:secret@{server.Host}");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(text.Replace("127.0.0.1:PORT", server.Host, StringComparison.Ordinal), error);
        Assert.Contains(remedy, error);
        Assert.DoesNotContain("secret", error);
    }

    [Theory]
    [InlineData("nodes --prometheus http://127.0.0.1:1", 1, "no Prometheus answers at 127.0.0.1:1: ")]
    [InlineData("top --prometheus http://127.0.0.1:1", 1, "no Prometheus answers at 127.0.0.1:1: ")]
    [InlineData("nodes --prometheus localhost:9090", 2, "--prometheus must be an http or https URL, such as http://127.0.0.1:9090")]
    [InlineData("nodes --prometheus http://a --url http://b", 2, "give one of the two")]
    [InlineData("nodes --prometheus http://127.0.0.1:1 --prometheus-token-file /no/such/file", 2, "--prometheus-token-file: ")]
    public async Task Verb_NothingToAsk_SaysSo(string arguments, int expected, string text)
    {
        var (exitCode, _, error) = await RunAsync(arguments);
        Assert.Equal(expected, exitCode);
        Assert.Contains(text, error);
    }

    private static async Task<FakePrometheus> FleetAsync()
    {
        var prometheus = await FakePrometheus.StartAsync();
        prometheus.Now = Reports.Now + (2 * Age);
        var stopped = Reports.Behind(0) with
        {
            RunState = RunState.Stopped,
            Life = null,
            EndedLife = new NodeLife("c", Reports.Now.AddDays(-1)),
            End = new LifeEnd(Reports.Now.AddMinutes(-14), 137, true, false) { IsAskedFor = false, RestartPolicy = "no" },
        };
        prometheus.Scrape(
            "host-a:8080",
            Age,
            Well("a"),
            Reports.Of(Reports.Behind(101) with { Pause = new Pause("me", TimeSpan.FromHours(1)) }, name: "b"),
            Reports.Of(stopped, new Policy { DryRun = true }, "validator-3"));
        prometheus.Scrape("host-c:8080", Age); // watches nothing
        prometheus.Remember("host-a:8080", "a", Reports.Now);
        prometheus.Remember("host-b:8080", "a", Reports.Now.AddMinutes(-12));
        prometheus.Lose("host-b:8080");
        prometheus.Lose("host-d:8080");
        return prometheus;
    }

    private static NodeReport Well(string name)
    {
        var facts = new NodeFacts { Finalized = Reports.HeadBlock - 5, Peers = 7, Session = 122_000, MajorSync = MajorSync.Left };
        return Reports.Of(Reports.Behind(3, facts) with { CheckInterval = TimeSpan.FromMinutes(1) }, name: name);
    }
}
