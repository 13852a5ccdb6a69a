using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Http.Document;

namespace AlephZeroMonitor.Http;

/// <summary>What the server really answers is what its document says.</summary>
public class AnswerTests
{
    private const string Token = "a-token-of-the-tests";

    [Theory]
    [InlineData("/api/v1/monitor", "/api/v1/monitor")]
    [InlineData("/api/v1/nodes", "/api/v1/nodes")]
    [InlineData("/api/v1/nodes/{name}", "/api/v1/nodes/ill")]
    [InlineData("/api/v1/nodes/{name}", "/api/v1/nodes/missing", "404")]
    [InlineData("/api/v1/endpoints", "/api/v1/endpoints")]
    [InlineData("/api/v1/decisions", "/api/v1/decisions")]
    [InlineData("/api/v1/decisions", "/api/v1/decisions?limit=none", "400")]
    [InlineData("/api/v1/decisions/{id}", "/api/v1/decisions/1")]
    [InlineData("/api/v1/restarts", "/api/v1/restarts")]
    [InlineData("/api/v1/lives", "/api/v1/lives")]
    [InlineData("/api/v1/lag", "/api/v1/lag")]
    [InlineData("/api/v1/actions", "/api/v1/actions")]
    public async Task Answer_OfEachRoute_IsAsTheDocumentSays(string route, string path, string status = "200")
    {
        await using var server = await Server.StartAsync("ill,well,missing-yet", change: settings => settings with { ApiToken = Token });
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        Fill(server);
        var schema = new AnswerSchema(await server.JsonAsync("/openapi/v1.json"));
        using var answer = await server.GetAsync(path);
        Assert.Equal(status, $"{(int)answer.StatusCode}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(schema.Faults(route, status, answer.Content.Headers.ContentType!.MediaType!, json.RootElement));
    }

    [Fact]
    public async Task Faults_OfAnAnswerThatIsNotAsTheDocumentSays_AreFound()
    {
        await using var server = await Server.StartAsync();
        var schema = new AnswerSchema(await server.JsonAsync("/openapi/v1.json"));
        using var wrong = JsonDocument.Parse("""{"name":7,"reason":"Nonsense","hold":null,"isFresh":true,"other":1}""");
        var faults = schema.Faults("/api/v1/nodes/{name}", "200", "application/json", wrong.RootElement);
        Assert.Contains("$.name is 7, not string", faults);
        Assert.Contains("$.other is not in the document", faults);
        Assert.Contains(faults, fault => fault.Contains("Nonsense", StringComparison.Ordinal));
        Assert.Contains("$.lag is missing", faults);
    }

    /// <summary>Something of each kind.</summary>
    private static void Fill(Server server)
    {
        server.Publish("well", Server.Behind(0));
        server.Restart("ill", RestartEffect.NoChange);
        server.End("ill", new LifeEnd(Server.Now, 137, true, LifeEnd.ByMonitor));
        var decision = server.Publish("ill", Server.Behind(101, new NodeFacts { Session = 7, MajorSync = MajorSync.Left, Troubles = [new Trouble(TroubleKind.DiskFull, 2, null, "no space")] }));
        server.Board.Publish(
            "ill", Server.Behind(101), decision with { Alerts = Alerts.Forked | Alerts.FinalityStalled, Hold = Hold.CoolingDown, HoldFor = TimeSpan.FromSeconds(5), ImportRate = 1.5 }, new Policy(), TimeSpan.Zero, 1);
        server.Requests.Pause("well", TimeSpan.FromMinutes(5), "me");
    }
}
