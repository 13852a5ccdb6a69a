using System.Net;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Http;

public class PastEndpointsTests
{
    [Fact]
    public async Task Decisions_AreLatestFirst()
    {
        await using var server = await Server.StartAsync("a,b");
        server.Publish("a", Server.Behind(0));
        server.Publish("b", Server.Behind(21));
        var decisions = (await server.JsonAsync("/api/v1/decisions")).GetProperty("decisions").EnumerateArray().ToArray();
        Assert.Equal(["b: Tolerated", "a: InStep"], decisions.Select(decision => $"{decision.GetProperty("node")}: {decision.GetProperty("reason")}"));
    }

    [Fact]
    public async Task Decisions_OfANode_AreItsAlone()
    {
        await using var server = await Server.StartAsync("a,b");
        server.Publish("a", Server.Behind(0));
        server.Publish("b", Server.Behind(21));
        Assert.Equal(1, (await server.JsonAsync("/api/v1/decisions?node=a&limit=5")).GetProperty("decisions").GetArrayLength());
    }

    [Fact]
    public async Task Decision_ThatRestarts_IsExplainedWithItsNumbers()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101));
        var decision = await server.JsonAsync("/api/v1/decisions/1");
        Assert.Equal(
            ["FarBehind asks for a restart: lag 101 > 100 (BLOCK_LAG_100).", "Nothing held it, so the node was restarted."],
            decision.GetProperty("explanation").EnumerateArray().Select(sentence => sentence.GetString()));
        Assert.Contains(decision.GetProperty("evidence").EnumerateArray(), each => each.GetProperty("value").GetString() == "109999899");
    }

    [Fact]
    public async Task Restarts_ThatEnded_ShowResultAndDuration()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101));
        server.Publish("a", new RestartOutcome(RestartResult.Restarted, "started at 8", TimeSpan.FromSeconds(3)));
        var restart = Assert.Single((await server.JsonAsync("/api/v1/restarts?node=a")).GetProperty("restarts").EnumerateArray());
        Assert.Equal("FarBehind", restart.GetProperty("reason").GetString());
        Assert.Equal("Restarted", restart.GetProperty("result").GetString());
        Assert.Equal(3, restart.GetProperty("tookSeconds").GetDouble());
    }

    [Fact]
    public async Task Lag_ByStep_IsTheGreatestAndNullWhereUnknown()
    {
        await using var server = await Server.StartAsync("a,b");
        foreach (var (name, minute, lag) in new[] { ("a", 0, 5u), ("a", 1, 9u), ("b", 10, 1u) })
        {
            server.Publish(name, Server.Behind(lag) with { At = Server.Now.AddMinutes(minute) });
        }

        var series = await server.JsonAsync("/api/v1/lag?from=2025-03-12T08:00:00Z&to=2025-03-12T09:00:00Z&step=300");
        var start = Server.Now.ToUnixTimeSeconds();
        Assert.Equal($"[{start},{start + 600}]", series.GetProperty("at").GetRawText());
        Assert.Equal(["[9,null]", "[null,1]"], series.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("lag").GetRawText()));
    }

    [Theory]
    [InlineData("/api/v1/decisions?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/decisions?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/restarts?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/decisions/7", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/decisions/x", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/lag?node=x", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/lag?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=2025-03-12T09:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=2020-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?step=1", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=2025-01-01T00:00:00Z&step=60", HttpStatusCode.BadRequest)]
    public async Task Past_ParameterThatCannotBe_IsAProblem(string path, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
