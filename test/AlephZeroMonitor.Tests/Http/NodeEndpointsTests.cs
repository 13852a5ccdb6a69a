using System.Net;
using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Http;

public class NodeEndpointsTests
{
    [Fact]
    public async Task Nodes_BeforeTheFirstCheck_AreThereWithoutFacts()
    {
        await using var server = await Server.StartAsync("b,a");
        var nodes = (await server.JsonAsync("/api/v1/nodes")).GetProperty("nodes");
        Assert.Equal(["a", "b"], nodes.EnumerateArray().Select(node => node.GetProperty("name").GetString()));
        Assert.All(nodes.EnumerateArray(), node => Assert.Equal(JsonValueKind.Null, node.GetProperty("decision").ValueKind));
    }

    [Fact]
    public async Task Node_ThatIsBehind_ShowsLagRuleAndHold()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101, new NodeFacts { Peers = 7, Session = 122_222 }), new Policy { DryRun = true });
        var node = await server.JsonAsync("/api/v1/nodes/a");
        var decision = node.GetProperty("decision");
        Assert.Equal(101, decision.GetProperty("lag").GetInt32());
        Assert.Equal("FarBehind", decision.GetProperty("reason").GetString());
        Assert.Equal("DryRun", decision.GetProperty("hold").GetString());
        Assert.Equal("would restart: FarBehind; held: DryRun", node.GetProperty("summary").GetString());
        Assert.Equal(7, decision.GetProperty("peers").GetInt32());
        Assert.True(node.GetProperty("isFresh").GetBoolean());
    }

    [Fact]
    public async Task Node_NotCheckedForTooLong_IsNotFresh()
    {
        var time = new FakeTimeProvider(Server.Now);
        await using var server = await Server.StartAsync("a", time);
        server.Publish("a", Server.Behind(0));
        time.Advance(TimeSpan.FromSeconds(121));
        Assert.False((await server.JsonAsync("/api/v1/nodes/a")).GetProperty("isFresh").GetBoolean());
    }

    [Fact]
    public async Task Node_AfterRestarts_ShowsHowOftenTheyHelpedByReason()
    {
        await using var server = await Server.StartAsync("a,b");
        Assert.Equal("[]", await HelpAsync());
        server.Restart("a", RestartEffect.Recovered);
        server.Restart("b", RestartEffect.Recovered);
        server.Restart("a", RestartEffect.Worse);
        Assert.Equal("""[{"node":"a","reason":"FarBehind","recovered":1,"judged":2,"all":2}]""", await HelpAsync());
        server.Restart("a", null);
        Assert.Equal("""[{"node":"a","reason":"FarBehind","recovered":1,"judged":2,"all":3}]""", await HelpAsync());

        async Task<string> HelpAsync() => (await server.JsonAsync("/api/v1/nodes/a")).GetProperty("help").GetRawText();
    }

    [Fact]
    public async Task Node_WithAlerts_NamesThemAndWhereItsBestIsKnownFrom()
    {
        await using var server = await Server.StartAsync("a,b");
        var decision = server.Publish("a", Server.Behind(1)) with { Alerts = [new(AlertKind.FinalityStalled, Server.Now)], BestSource = BestSource.NodeRpc };
        server.Publish("a", Server.Behind(1), decision);
        server.Publish("b", Server.Behind(1));
        var shown = await server.JsonAsync("/api/v1/nodes/a");
        Assert.Equal("FinalityStalled", shown.GetProperty("decision").GetProperty("alerts")[0].GetProperty("kind").GetString());
        Assert.Equal("NodeRpc", shown.GetProperty("decision").GetProperty("bestSource").GetString());
        var alert = shown.GetProperty("alerts")[0];
        Assert.Equal(("Critical", "Finality stalled"), (alert.GetProperty("level").GetString(), alert.GetProperty("title").GetString()));
        Assert.Equal("[]", (await server.JsonAsync("/api/v1/nodes/b")).GetProperty("decision").GetProperty("alerts").GetRawText());
    }

    [Fact]
    public async Task Node_HasTheTrailAndTheEvidence_ListsHaveNot()
    {
        await using var server = await Server.StartAsync();
        var at = new LogTime(1_741_766_400_123_456_789);
        server.Publish("a", Server.Behind(1, new NodeFacts { BestAt = at, Trail = [new(at, 5)], Evidence = [new(LogEventKind.Informant, at, "Idle")] }));
        var facts = (await server.JsonAsync("/api/v1/nodes/a")).GetProperty("facts");
        Assert.Equal("2025-03-12T08:00:00.123456789Z", facts.GetProperty("bestAt").GetString());
        Assert.Equal("Idle", facts.GetProperty("evidence")[0].GetProperty("line").GetString());
        Assert.Equal(5, facts.GetProperty("trail")[0].GetProperty("best").GetInt32());
        var listed = (await server.JsonAsync("/api/v1/nodes")).GetProperty("nodes")[0].GetProperty("facts");
        Assert.Equal("[] []", $"{listed.GetProperty("evidence").GetRawText()} {listed.GetProperty("trail").GetRawText()}");
        Assert.Equal("2025-03-12T08:00:00.123456789Z", listed.GetProperty("bestAt").GetString());
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/api/v1/nodes", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/api/v1/nodes/x", HttpStatusCode.NotFound)]
    public async Task Head_OfAnyPath_IsThatOfGetWithoutABody(string path, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var get = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((status, status), (get.StatusCode, head.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Node_OfAnotherName_IsAProblem()
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync("/api/v1/nodes/x");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Endpoints_NotAskedYet_AreDownAndShowNoSecret()
    {
        await using var server = await Server.StartAsync(change: settings => settings with { RpcUrls = [new Uri("https://user:secret@host/secret?key=secret")] });
        var endpoints = await server.TextAsync("/api/v1/endpoints");
        Assert.Contains("\"host\":\"https://host\",\"state\":\"Down\"", endpoints);
        Assert.DoesNotContain("secret", endpoints);
    }

    [Fact]
    public async Task Endpoints_OneThatNoLongerAnswers_HasNoHead()
    {
        await using var server = await Server.StartAsync();
        var endpoint = server.Network.View.Endpoints[0].Answered(new HeadSample(7, TimeSpan.Zero));
        server.Network.View = new([endpoint]);
        Assert.Equal(7, (await HeadAsync()).GetInt32());
        server.Network.View = new([endpoint.Failed(new EndpointProblem(EndpointProblemKind.HttpStatus, Number: 500))]);
        Assert.Equal(JsonValueKind.Null, (await HeadAsync()).ValueKind);

        async Task<JsonElement> HeadAsync() => (await server.JsonAsync("/api/v1/endpoints")).GetProperty("endpoints")[0].GetProperty("head");
    }

    [Theory]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task Path_ThatIsNotThere_IsAProblem(string path, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Method_ThatIsNotAllowed_IsAProblem()
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.Client.DeleteAsync("/api/v1/nodes", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
