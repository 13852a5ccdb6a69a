using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Http.Document;
using AlephZeroMonitor.Watching;

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
    [InlineData("/api/v1/requests/{id}", "/api/v1/requests/REQUEST")]
    [InlineData("/api/v1/requests/{id}", "/api/v1/requests/8", "404")]
    public async Task Answer_OfEachRoute_IsAsTheDocumentSays(string route, string path, string status = "200")
    {
        await using var server = await Server.StartAsync("ill,well,missing-yet", change: settings => settings with { ApiToken = Token });
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        Fill(server);
        var schema = new AnswerSchema(await server.JsonAsync("/openapi/v1.json"));
        using var answer = await server.GetAsync(path.Replace("REQUEST", $"{server.Nodes.Find("ill")!.WaitingRequest!.Id}", StringComparison.Ordinal));
        Assert.Equal(status, $"{(int)answer.StatusCode}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(schema.Faults(route, status, answer.Content.Headers.ContentType!.MediaType!, json.RootElement));
    }

    [Fact]
    public async Task Faults_OfAnAnswerThatIsNotAsTheDocumentSays_AreFound()
    {
        await using var server = await Server.StartAsync();
        var schema = new AnswerSchema(await server.JsonAsync("/openapi/v1.json"));
        using var wrong = JsonDocument.Parse("""{"name":7,"decision":{"reason":"Nonsense"},"life":null,"isFresh":true,"other":1}""");
        var faults = schema.Faults("/api/v1/nodes/{name}", "200", "application/json", wrong.RootElement);
        Assert.Contains("$.name is 7, not string", faults);
        Assert.Contains("$.other is not in the document", faults);
        Assert.Contains(faults, fault => fault.Contains("Nonsense", StringComparison.Ordinal));
        Assert.Contains("$.facts is missing", faults);
    }

    /// <summary>Something of each kind.</summary>
    private static void Fill(Server server)
    {
        server.Publish("well", Server.Behind(0));
        server.Restart("ill", RestartEffect.NoChange);
        server.End("ill", new LifeEnd(Server.Now, 137, true, true));
        var at = new LogTime(1_741_766_400_123_456_789);
        var facts = new NodeFacts
        {
            Session = 7,
            MajorSync = MajorSync.Left,
            BestAt = at,
            Trail = [new(at, 5)],
            Evidence = [new(LogEventKind.Informant, at, "Idle")],
            Troubles = [new Trouble(TroubleKind.DiskFull, 2, null, "no space")],
        };
        var decision = server.Publish("ill", Server.Behind(101, facts) with { Report = new SelfReport { Best = 1 } });
        server.Publish("ill", Server.Behind(101, facts), decision with
        {
            Alerts = [new(AlertKind.Forked, Server.Now), new(AlertKind.DiskFull, Server.Now) { Line = "no space" }],
            Fork = new ForkEvidence(7, "0x1", "0x2"),
            Hold = Hold.CoolingDown,
            HoldFor = TimeSpan.FromSeconds(5),
            ImportRate = 1.5,
            LogProblem = new LogProblem(LogProblemKind.Refused, "no"),
        });
        server.History.SaveRequest("well", new OperatorAction(OperatorActionKind.Pause, Server.Now, "me", TimeSpan.FromMinutes(5)));
        server.Nodes.Find("ill")!.RequestRestart("me");
    }
}
