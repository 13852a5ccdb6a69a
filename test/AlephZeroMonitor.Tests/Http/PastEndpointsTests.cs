using System.Net;
using AlephZeroMonitor.Core;
using Microsoft.Extensions.Time.Testing;

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
        Assert.Equal(["b: Tolerated", "a: InStep"], decisions.Select(decision => $"{decision.GetProperty("node")}: {decision.GetProperty("decision").GetProperty("reason")}"));
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
            decision.GetProperty("explanation").GetProperty("why").EnumerateArray().Select(sentence => sentence.GetString()));
        Assert.Contains("CoolingDown: did not hold (no restart of ours before)", decision.GetProperty("explanation").GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));
        Assert.Contains("with BLOCK_LAG_100=101: Tolerated", decision.GetProperty("explanation").GetProperty("wouldChange").EnumerateArray().Select(change => change.GetString()));
        Assert.Contains(decision.GetProperty("explanation").GetProperty("evidence").EnumerateArray(), each => each.GetProperty("value").GetString() == "109999899");
    }

    [Fact]
    public async Task Restarts_ThatEnded_ShowResultAndDuration()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101));
        server.Publish("a", new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)));
        var restart = Assert.Single((await server.JsonAsync("/api/v1/restarts?node=a")).GetProperty("restarts").EnumerateArray());
        Assert.Equal("FarBehind", restart.GetProperty("reason").GetString());
        Assert.Equal("Restarted", restart.GetProperty("outcome").GetProperty("result").GetString());
        Assert.Equal(3, restart.GetProperty("outcome").GetProperty("took").GetDouble());
    }

    [Fact]
    public async Task Lives_ThatEnded_ShowHow()
    {
        await using var server = await Server.StartAsync("a,b");
        server.Publish("a", Server.Behind(0));
        server.End("a", new LifeEnd(Server.Now.AddSeconds(1), 137, true, true));
        server.Publish("b", Server.Behind(0));
        server.End("b", new LifeEnd(Server.Now.AddSeconds(2), 1, false, false));
        server.Publish("b", Server.Behind(0) with { Life = new NodeLife("c", Server.Now.AddSeconds(3)), At = Server.Now.AddSeconds(4) });
        var lives = (await server.JsonAsync("/api/v1/lives?to=2025-03-12T09:00:00Z")).GetProperty("lives").EnumerateArray().ToArray();
        Assert.Equal(
            [
                """{"node":"b","life":{"instanceId":"c","startedAt":"2025-03-12T08:00:03+00:00"},"end":null}""",
                """{"node":"b","life":{"instanceId":"c","startedAt":"2025-03-11T08:00:00+00:00"},"end":{"at":"2025-03-12T08:00:02+00:00","exitCode":1,"isOutOfMemory":false,"isOurs":false,"isAskedFor":null,"restartPolicy":null,"said":null,"lastWords":null,"isCrash":false}}""",
                """{"node":"a","life":{"instanceId":"c","startedAt":"2025-03-11T08:00:00+00:00"},"end":{"at":"2025-03-12T08:00:01+00:00","exitCode":137,"isOutOfMemory":true,"isOurs":true,"isAskedFor":null,"restartPolicy":null,"said":null,"lastWords":null,"isCrash":false}}""",
            ],
            lives.Select(life => life.GetRawText()).OrderDescending());
        Assert.Equal("a", Assert.Single((await server.JsonAsync("/api/v1/lives?node=a")).GetProperty("lives").EnumerateArray()).GetProperty("node").GetString());
        Assert.Single((await server.JsonAsync("/api/v1/lives?limit=1")).GetProperty("lives").EnumerateArray());
    }

    [Theory]
    [InlineData("from=2025-03-12T08:00:01Z", "0,3,6")]
    [InlineData("from=2025-03-12T08:00:02Z&to=2025-03-12T08:00:03Z", "0")]
    [InlineData("from=2025-03-12T08:00:02Z&to=2025-03-12T08:00:03.001Z", "0,3")]
    [InlineData("from=2025-03-12T08:00:03Z", "3,6")]
    [InlineData("from=2025-03-12T08:00:05.001Z", "6")]
    [InlineData("to=2025-03-12T08:00:00Z", "")]
    public async Task Lives_BetweenTwoTimes_AreThoseThatLastedThen(string times, string seconds)
    {
        // The first life's end was not seen; the second lasted two seconds; the third lasts.
        var time = new FakeTimeProvider(Server.Now.AddSeconds(10));
        await using var server = await Server.StartAsync("a", time);
        foreach (var second in new[] { 0, 3, 6 })
        {
            var at = Server.Now.AddSeconds(second);
            server.Publish("a", Server.Behind(0) with { At = at, Life = new NodeLife("c", at) });
            if (second == 3)
            {
                server.End("a", new LifeEnd(at.AddSeconds(2), 0, false, false));
            }
        }

        var lives = (await server.JsonAsync($"/api/v1/lives?{times}")).GetProperty("lives").EnumerateArray();
        Assert.Equal(seconds, string.Join(",", lives.Select(life => life.GetProperty("life").GetProperty("startedAt").GetDateTimeOffset().Second).Reverse()));
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
    [InlineData("/api/v1/lives?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lives?to=tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lives?from=2025-03-12T09:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/decisions/7", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/decisions/x", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/lag?node=x", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/lag?to=0001-01-01T00:30:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lives?from=0001-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=2025-03-12T09:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=2020-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?step=1", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?step=3601", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?step=2147483647", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/lag?from=2025-01-01T00:00:00Z&step=60", HttpStatusCode.BadRequest)]
    public async Task Past_ParameterThatCannotBe_IsAProblem(string path, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("step=3600")]
    [InlineData("from=2025-03-12T07:59:50Z&to=2025-03-12T08:00:00Z")]
    [InlineData("from=2025-03-12T07:59:50Z&to=2025-03-12T08:00:00Z&step=60")]
    public async Task Lag_StepAsLongAsTheTime_IsGiven(string query)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync($"/api/v1/lag?{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
