using System.Net;
using System.Net.Http.Headers;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Http;

public class ActionEndpointsTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("restart")]
    [InlineData("pause?minutes=5")]
    [InlineData("resume")]
    [InlineData("dry-run")]
    [InlineData("alerts/NoPeers/silence?minutes=5")]
    public async Task Action_WithoutATokenInTheSettings_DoesNotExist(string path)
    {
        await using var server = await Server.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, path, Token));
    }

    [Fact]
    public async Task Silence_OfAnAlert_IsShownKeptAndEnded()
    {
        await using var server = await StartAsync();
        var decision = server.Publish("a", Server.Behind(1)) with { Alerts = [new(AlertKind.NoPeers, Server.Now)] };
        server.Publish("a", Server.Behind(1), decision);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, "alerts/Nothing/silence?minutes=5", Token));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(server, "alerts/NoPeers/silence?minutes=-1", Token));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, "alerts/NoPeers/silence?minutes=60", Token));
        Assert.NotNull((await server.JsonAsync("/api/v1/nodes/a")).GetProperty("alerts")[0].GetProperty("silencedUntil").GetString());
        Assert.Equal(AlertKind.NoPeers, Assert.Single(server.History.Requests("a", 9)).Action.Alert);
        Assert.Equal(AlertKind.NoPeers, Assert.Single(server.History.Load("a")!.Silences).Alert);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, "alerts/NoPeers/silence?minutes=0", Token));
        Assert.Null(server.Nodes.Find("a")!.SilencedUntil(AlertKind.NoPeers));
    }

    [Theory]
    [InlineData("nodes=a&nodes=b&minutes=5&why=upgrade%20to%20r-15", HttpStatusCode.Accepted, true)]
    [InlineData("nodes=a&nodes=x&minutes=5", HttpStatusCode.NotFound, false)]
    [InlineData("node=a&minutes=5", HttpStatusCode.BadRequest, false)]
    [InlineData("nodes=a&minutes=0", HttpStatusCode.BadRequest, false)]
    [InlineData("nodes=a&minutes=5&why=%0A", HttpStatusCode.BadRequest, false)]
    public async Task Pause_OfSeveralNodes_IsOfAllOrNone(string query, HttpStatusCode status, bool isPaused)
    {
        await using var server = await Server.StartAsync("a,b", change: settings => settings with { ApiToken = Token });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/pause?{query}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        var by = isPaused ? "API from 127.0.0.1: upgrade to r-15" : null;
        foreach (var node in (await server.JsonAsync("/api/v1/nodes")).GetProperty("nodes").EnumerateArray())
        {
            Assert.Equal(by, node.GetProperty("pausedBy").GetString());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdeF")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    public async Task Action_WithAnotherToken_IsRefused(string? token)
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(server, "restart", token));
        Assert.Null(server.Nodes.Find("a")!.WaitingRequest);
    }

    [Theory]
    [InlineData(null, "The token of API_TOKEN is needed")]
    [InlineData("0123456789abcdef0123456789abcdeF", "The token is not that of API_TOKEN.")]
    public async Task Action_Refused_TellsAWrongTokenFromNone(string? token, string why)
    {
        await using var server = await StartAsync();
        using var request = Request("restart", token, "a");
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restart_WithTheToken_IsAskedForByWhom()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, "restart", Token));
        Assert.Equal("API from 127.0.0.1", server.Nodes.Find("a")!.WaitingRequest!.By);
        var saved = Assert.Single(server.History.Requests(null, 10));
        Assert.Equal(("a", OperatorActionKind.Restart, "API from 127.0.0.1"), (saved.Node, saved.Action.Kind, saved.Action.By));
    }

    [Fact]
    public async Task Restart_Accepted_NamesWhereToAskWhatBecameOfIt()
    {
        await using var server = await StartAsync();
        using var request = Request("restart", Token, "a");
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var id = server.Nodes.Find("a")!.WaitingRequest!.Id;
        Assert.Equal([$"/api/v1/requests/{id}"], answer.Headers.GetValues("Location"));
        var status = await server.JsonAsync($"/api/v1/requests/{id}");
        Assert.Equal(("Waiting", "a"), (status.GetProperty("request").GetProperty("state").GetString(), status.GetProperty("request").GetProperty("node").GetString()));
        Assert.Equal("requested, not decided yet", status.GetProperty("summary").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/api/v1/requests/{id + 1}")).StatusCode);
    }

    [Fact]
    public async Task Request_AskedForOften_IsAnswered()
    {
        await using var server = await StartAsync();
        await PostAsync(server, "restart", Token);
        for (var i = 0; i < 2 * ActionGuard.MaxRequests; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"/api/v1/requests/{server.Nodes.Find("a")!.WaitingRequest!.Id}")).StatusCode);
        }
    }

    [Fact]
    public async Task Restart_OfANodeThatIsNotWatched_IsNotFound()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, "restart", Token, "x"));
    }

    [Fact]
    public async Task Pause_LastsItsTime()
    {
        var time = new FakeTimeProvider(Server.Now);
        await using var server = await StartAsync(time);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, "pause?minutes=5", Token));
        Assert.Equal(TimeSpan.FromMinutes(5), server.Nodes.Find("a")!.Pause!.Left);
        Assert.Equal(Server.Now.AddMinutes(5), (await server.JsonAsync("/api/v1/nodes/a")).GetProperty("pausedUntil").GetDateTimeOffset());
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(server.Nodes.Find("a")!.Pause);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("pause?minutes=0")]
    [InlineData("pause?minutes=x")]
    [InlineData("pause?minutes=10081")]
    public async Task Pause_ForNoTime_IsAProblem(string path)
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(server, path, Token));
    }

    [Fact]
    public async Task Resume_EndsPauseAndDryRun()
    {
        await using var server = await StartAsync();
        await PostAsync(server, "pause?minutes=5", Token);
        await PostAsync(server, "dry-run", Token);
        Assert.True(server.Nodes.Find("a")!.Policy.DryRun);
        await PostAsync(server, "resume", Token);
        Assert.False(server.Nodes.Find("a")!.Policy.DryRun);
        Assert.Null(server.Nodes.Find("a")!.Pause);
    }

    [Fact]
    public async Task Action_AskedForTooOften_IsRefusedForAWhile()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < ActionGuard.MaxRequests; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(server, "restart", "wrong"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(server, "restart", Token));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/api/v1/nodes")).StatusCode);
    }

    [Theory]
    [InlineData("evil.example", "/api/v1/nodes", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example", "/", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", "/", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example", "/metrics", HttpStatusCode.OK)]
    [InlineData("localhost", "/api/v1/nodes", HttpStatusCode.OK)]
    [InlineData("LocalHost:8080", "/api/v1/nodes", HttpStatusCode.OK)]
    [InlineData("192.168.1.2:8080", "/api/v1/nodes", HttpStatusCode.OK)]
    [InlineData("Monitor.Example:8080", "/api/v1/nodes", HttpStatusCode.OK)]
    public async Task Host_ThatIsNotOurs_IsRefusedWhereThereIsAToken(string host, string path, HttpStatusCode status)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    private static Task<Server> StartAsync(TimeProvider? time = null) =>
        Server.StartAsync("a", time, settings => settings with { ApiToken = Token, HttpHosts = ["monitor.example"] });

    private static async Task<HttpStatusCode> PostAsync(Server server, string path, string? token, string node = "a")
    {
        using var request = Request(path, token, node);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(string path, string? token, string node)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/nodes/{node}/{path}");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
