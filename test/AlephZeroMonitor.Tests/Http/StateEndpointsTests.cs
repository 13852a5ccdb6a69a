using System.Net;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Http;

public class StateEndpointsTests
{
    [Fact]
    public async Task States_OfANode_AreSpansWithTheTimeThatNobodyLooked()
    {
        await using var server = await Server.StartAsync("a,b", new FakeTimeProvider(Server.Now.AddMinutes(30)));
        foreach (var (minute, lag) in new[] { (0, 0u), (1, 101u), (2, 101u), (20, 0u), (22, 0u), (29, 0u) })
        {
            server.Publish("a", Server.Behind(lag) with { At = Server.Now.AddMinutes(minute) });
        }

        var spans = (await server.JsonAsync("/api/v1/states?node=a&from=2025-03-12T08:01:30Z")).GetProperty("nodes")[0].GetProperty("spans").EnumerateArray();
        Assert.Equal(
            ["01 FarBehind", "02 ", "20 InStep", "22 ", "29 InStep"],
            spans.Select(span => $"{span.GetProperty("from").GetDateTimeOffset():mm} {span.GetProperty("reason").GetString()}"));
    }

    [Fact]
    public async Task States_OfALongTime_BeginWhenTheStateBegan()
    {
        await using var server = await Server.StartAsync("a", new FakeTimeProvider(Server.Now.AddMinutes(10)));
        foreach (var (minute, lag) in new[] { (0, 101u), (1, 0u), (2, 1u), (4, 2u), (6, 2u), (8, 2u) })
        {
            server.Publish("a", Server.Behind(lag) with { At = Server.Now.AddMinutes(minute) });
        }

        var span = Assert.Single((await server.JsonAsync("/api/v1/states?from=2025-03-12T08:05:00Z")).GetProperty("nodes")[0].GetProperty("spans").EnumerateArray());
        Assert.Equal(Server.Now.AddMinutes(1), span.GetProperty("from").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("/api/v1/states?node=x", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/states?to=tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/states?from=2025-03-12T09:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/nodes/x/badge.svg", HttpStatusCode.NotFound)]
    public async Task States_ParameterThatCannotBe_IsAProblem(string path, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Tables_OfThePast_HaveALineForEachRow()
    {
        await using var server = await Server.StartAsync();
        server.Restart("a", RestartEffect.Recovered);
        Assert.Equal(
            "at,node,reason,hold,acts,lag,best,head,finalized,peers,session,producing\r\n2025-03-12T08:00:00.000Z,\"a\",FarBehind,None,true,101,109999899,110000000,,,,false\r\n",
            await server.TextAsync("/api/v1/decisions.csv"));
        Assert.Equal(
            "at,node,remedy,reason,lag,result,took,effect,effect_after\r\n2025-03-12T08:00:00.000Z,\"a\",Restart,FarBehind,101,Restarted,3,Recovered,300\r\n",
            await server.TextAsync("/api/v1/restarts.csv?node=a"));
        Assert.Equal(1, (await server.TextAsync("/api/v1/restarts.csv?node=b")).Count(each => each == '\n'));
    }

    [Fact]
    public async Task Settings_AndReceivers_AreShown()
    {
        await using var server = await Server.StartAsync(change: settings => settings with { Values = [new SettingValue("RPC_URL", null, "wss://a")] });
        Assert.Equal("""{"settings":[{"name":"RPC_URL","value":null,"default":"wss://a"}]}""", await server.TextAsync("/api/v1/settings"));
        Assert.Equal(
            """{"receivers":[{"name":"ntfy://ntfy.sh","queued":0,"oldestAt":null,"sentAt":null,"failedAt":null,"problem":null}]}""",
            await server.TextAsync("/api/v1/receivers"));
    }

    [Theory]
    [InlineData(1, "a: in step")]
    [InlineData(1234, "a: 1,234 behind")]
    public async Task Badge_ShowsTheState(uint lag, string title)
    {
        await using var server = await Server.StartAsync();
        Assert.Contains("a: unknown", await server.TextAsync("/api/v1/nodes/a/badge.svg"));
        server.Publish("a", Server.Behind(lag));
        var picture = await server.TextAsync("/api/v1/nodes/a/badge.svg");
        Assert.Contains($"<title>{title}</title>", picture);
        _ = System.Xml.Linq.XDocument.Parse(picture);
    }
}
