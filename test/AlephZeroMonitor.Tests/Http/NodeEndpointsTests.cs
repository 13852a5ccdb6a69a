using System.Net;
using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using Microsoft.Extensions.Time.Testing;
using NodeSimulator;

namespace AlephZeroMonitor.Http;

public class NodeEndpointsTests
{
    [Fact]
    public async Task Nodes_BeforeTheFirstCheck_AreThereWithoutFacts()
    {
        await using var server = await Server.StartAsync("b,a");
        var nodes = (await server.JsonAsync("/api/v1/nodes")).GetProperty("nodes");
        Assert.Equal(["a", "b"], nodes.EnumerateArray().Select(node => node.GetProperty("name").GetString()));
        Assert.All(nodes.EnumerateArray(), node => Assert.Equal(System.Text.Json.JsonValueKind.Null, node.GetProperty("lag").ValueKind));
    }

    [Fact]
    public async Task Node_ThatIsBehind_ShowsLagRuleAndHold()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101, new NodeFacts { Peers = 7, Session = 122_222 }), new Policy { DryRun = true });
        var node = await server.JsonAsync("/api/v1/nodes/a");
        Assert.Equal(101, node.GetProperty("lag").GetInt32());
        Assert.Equal("FarBehind", node.GetProperty("reason").GetString());
        Assert.Equal("DryRun", node.GetProperty("hold").GetString());
        Assert.Equal("would restart: FarBehind; held: DryRun", node.GetProperty("summary").GetString());
        Assert.Equal(7, node.GetProperty("peers").GetInt32());
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
        Assert.Equal("""[{"reason":"FarBehind","recovered":1,"judged":2,"all":2}]""", await HelpAsync());
        server.Restart("a", null);
        Assert.Equal("""[{"reason":"FarBehind","recovered":1,"judged":2,"all":3}]""", await HelpAsync());

        async Task<string> HelpAsync() => (await server.JsonAsync("/api/v1/nodes/a")).GetProperty("restartHelp").GetRawText();
    }

    [Fact]
    public async Task Node_WithAlerts_NamesThemAndWhereItsBestIsKnownFrom()
    {
        await using var server = await Server.StartAsync("a,b");
        var decision = server.Publish("a", Server.Behind(1)) with { Alerts = Alerts.FinalityStalled | Alerts.Forked, BestSource = BestSource.NodeRpc };
        server.Board.Publish("a", Server.Behind(1), decision, new Policy(), TimeSpan.Zero, null);
        server.Publish("b", Server.Behind(1));
        var node = await server.JsonAsync("/api/v1/nodes/a");
        Assert.Equal("""["FinalityStalled","Forked"]""", node.GetProperty("alerts").GetRawText());
        Assert.Equal("NodeRpc", node.GetProperty("bestSource").GetString());
        Assert.Equal("[]", (await server.JsonAsync("/api/v1/nodes/b")).GetProperty("alerts").GetRawText());
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
    public async Task Endpoints_OneThatNoLongerAnswers_HasNoHeadInApiAndMetrics()
    {
        await using var rpc = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => 7 });
        await using var server = await Server.StartAsync(time: TimeProvider.System, change: settings => settings with { RpcUrls = [rpc.HttpUrl] });
        await server.Endpoints.AskAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(7, (await HeadAsync()).GetInt32());
        Assert.Contains("alephzero_endpoint_head_block{", await server.TextAsync("/metrics"));
        rpc.Fault = Fault.Garbage;
        await server.Endpoints.AskAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(JsonValueKind.Null, (await HeadAsync()).ValueKind);
        Assert.DoesNotContain("alephzero_endpoint_head_block{", await server.TextAsync("/metrics"));

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
