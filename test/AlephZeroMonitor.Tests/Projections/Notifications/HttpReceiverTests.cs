using System.Security.Cryptography;
using System.Text;
using AlephZeroMonitor.Core;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Each receiver sends what its service documents.</summary>
public sealed class HttpReceiverTests
{
    private const int Long = 20_000;

    [Fact]
    public async Task Ntfy_Message_IsPublishedAsJson()
    {
        var got = await OneAsync("ntfy://me:secret@ntfy.example/topic");
        Assert.Equal(("POST", "ntfy.example", "/", $"Basic {Base64("me:secret")}"), (got.Method, got.Host, got.Path, got.Headers["Authorization"]));
        Assert.Equal(("topic", "a: crashed <&>", "5", "rotating_light"), (got.Text("topic"), got.Text("title"), got.Text("priority"), got.Text("tags.0")));
        Assert.Equal(("https://monitor.example/?a=1&b=2", "view"), (got.Text("click"), got.Text("actions.0.action")));
        Assert.InRange(Encoding.UTF8.GetByteCount((await OneAsync("ntfy://ntfy.sh/topic", Notices.Message(textLength: Long))).Text("message")!), 1000, 4096);
    }

    [Fact]
    public async Task Discord_Message_IsAnEmbedThatPingsNobody()
    {
        var got = await OneAsync("discord://TOKEN@123456789012345678?thread_id=7");
        Assert.Equal(("POST", "discord.com", "/api/webhooks/123456789012345678/TOKEN?thread_id=7"), (got.Method, got.Host, got.Path));
        Assert.Equal(("a: crashed <&>", $"{0xC62828}", "[]"), (got.Text("embeds.0.title"), got.Text("embeds.0.color"), got.Text("allowed_mentions.parse")));
        Assert.Equal(4096, (await OneAsync("discord://TOKEN@1", Notices.Message(textLength: Long))).Text("embeds.0.description")!.Length);
    }

    [Fact]
    public async Task Slack_Hook_EscapesAndReadsTheAnswer()
    {
        var got = await OneAsync("slack://hook:T0-B0-XxX@webhook");
        Assert.Equal(("hooks.slack.com", "/services/T0/B0/XxX", "a: crashed &lt;&amp;&gt;", "danger"), (got.Host, got.Path, got.Text("text"), got.Text("attachments.0.color")));
        await using var server = await ReceiverServer.StartAsync("no_service");
        Assert.Equal("Slack answers: no_service", (await server.SendAsync("slack://hook:T0-B0-XxX@webhook")).Problem);
    }

    [Fact]
    public async Task Slack_Bot_PostsToTheChannelAndReadsTheAnswer()
    {
        var got = await OneAsync("slack://xoxb:1-2-abc@C0123", answer: """{"ok":true}""");
        Assert.Equal(("slack.com", "/api/chat.postMessage", "Bearer xoxb-1-2-abc", "C0123"), (got.Host, got.Path, got.Headers["Authorization"], got.Text("channel")));
        await using var server = await ReceiverServer.StartAsync("""{"ok":false,"error":"channel_not_found"}""");
        Assert.Equal("Slack answers: channel_not_found", (await server.SendAsync("slack://xoxb:1-2-abc@C0123")).Problem);
    }

    [Fact]
    public async Task Telegram_Message_IsHtmlForEachChatAndReadsTheAnswer()
    {
        await using var server = await ReceiverServer.StartAsync("""{"ok":true}""");
        Assert.Null((await server.SendAsync("telegram://12:ToKen@telegram?chats=@channel,-100", Notices.Message(textLength: Long))).Problem);
        Assert.Equal([("api.telegram.org", "/bot12:ToKen/sendMessage", "@channel"), ("api.telegram.org", "/bot12:ToKen/sendMessage", "-100")],
            server.Requests.Select(got => (got.Host, got.Path, got.Text("chat_id")!)));
        var text = server.Requests[0].Text("text")!;
        Assert.StartsWith("<b>a: crashed &lt;&amp;&gt;</b>\nxxx", text);
        Assert.EndsWith("<a href=\"https://monitor.example/?a=1&amp;b=2\">Open</a>", text);
        Assert.InRange(text.Length, 3000, 4096);
        server.Answer = context => context.Response.WriteAsync("""{"ok":false,"description":"chat not found"}""");
        Assert.Equal("Telegram answers: chat not found", (await server.SendAsync("telegram://12:ToKen@telegram?chats=1")).Problem);
    }

    [Fact]
    public async Task Gotify_Message_HasPriorityAndKey()
    {
        var got = await OneAsync("gotify://gotify.example/folder/AToken");
        Assert.Equal(("gotify.example", "/folder/message", "AToken", "8"), (got.Host, got.Path, got.Headers["X-Gotify-Key"], got.Text("priority")));
        Assert.Contains("client::notification", got.Body);
    }

    [Fact]
    public async Task Pushover_Message_IsAFormOfLimitedLength()
    {
        var got = await OneAsync("pushover://x:ApiToken@UserKey?devices=phone", Notices.Message(textLength: Long), """{"status":1}""");
        var form = got.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Assert.Equal(("api.pushover.net", "/1/messages.json", "application/x-www-form-urlencoded; charset=utf-8"), (got.Host, got.Path, got.Headers["Content-Type"]));
        Assert.Equal(("ApiToken", "UserKey", "1", "phone", 1024), (form["token"], form["user"], form["priority"], form["device"], form["message"].Length));
        await using var server = await ReceiverServer.StartAsync("""{"status":0,"errors":["bad"]}""");
        Assert.Equal("Pushover answers: [\"bad\"]", (await server.SendAsync("pushover://x:ApiToken@UserKey")).Problem);
    }

    [Fact]
    public async Task PagerDuty_BeginAndEnd_AreOneIncident()
    {
        var (begin, end) = (await OneAsync("pagerduty://events.pagerduty.com/KEY"), await OneAsync("pagerduty://events.pagerduty.com/KEY", Notices.Message(MessageKind.Over)));
        Assert.Equal(("events.pagerduty.com", "/v2/enqueue", "KEY", "trigger", "critical"),
            (begin.Host, begin.Path, begin.Text("routing_key"), begin.Text("event_action"), begin.Text("payload.severity")));
        Assert.Equal(("resolve", begin.Text("dedup_key")), (end.Text("event_action"), end.Text("dedup_key")));
        Assert.Equal("/v2/change/enqueue", (await OneAsync("pagerduty://events.pagerduty.com/KEY", Notices.Message(MessageKind.Restart) with { Subjects = [] })).Path);
    }

    [Fact]
    public async Task Matrix_Message_IsPutOnceByItsId()
    {
        var got = await OneAsync("matrix://:AccessToken@matrix.example/?rooms=!room:matrix.example");
        Assert.Equal(("PUT", "/_matrix/client/v3/rooms/!room%3Amatrix.example/send/m.room.message/0123456789abcdef", "Bearer AccessToken"),
            (got.Method, got.Path.Replace("%21", "!").Replace("room:", "room%3A"), got.Headers["Authorization"]));
        Assert.StartsWith("<strong>a: crashed &lt;&amp;&gt;</strong><br/>", got.Text("formatted_body"));
    }

    [Fact]
    public async Task Teams_Message_IsAnAdaptiveCard()
    {
        var got = await OneAsync("teams://prod.logic.azure.com/workflows/id/triggers/manual/paths/invoke?api-version=2016-06-01&sig=Sig&min=info", status: 202);
        Assert.Equal("/workflows/id/triggers/manual/paths/invoke?api-version=2016-06-01&sig=Sig", got.Path);
        Assert.Equal(("AdaptiveCard", "Attention", "Action.OpenUrl"),
            (got.Text("attachments.0.content.type"), got.Text("attachments.0.content.body.0.color"), got.Text("attachments.0.content.actions.0.type")));
    }

    [Fact]
    public async Task Generic_Message_IsSignedJsonWithItsId()
    {
        var got = await OneAsync("generic+https://:secret@host.example/hook?team=1&min=warning", status: 204);
        Assert.Equal(("/hook?team=1", "0123456789abcdef"), (got.Path, got.Headers["Idempotency-Key"]));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8, Encoding.UTF8.GetBytes(got.Body))), got.Headers[Generic.Signature]);
        Assert.Equal(("Began", "Critical", "Crashed", "True"), (got.Text("kind"), got.Text("level"), got.Text("subjects.0.what"), got.Text("subjects.0.isAlert")));
        Assert.False((await OneAsync("generic+http://host.example")).Headers.ContainsKey(Generic.Signature));
    }

    [Fact]
    public async Task Alertmanager_BeginAndEnd_HaveTheSameLabels()
    {
        var (begin, end) = (await OneAsync("alertmanager+http://host:9093/base"), await OneAsync("alertmanager+http://host:9093/base", Notices.Message(MessageKind.Over)));
        Assert.Equal(("/base/api/v2/alerts", "Crashed", "a", "critical"), (begin.Path, begin.Text("0.labels.alertname"), begin.Text("0.labels.node"), begin.Text("0.labels.severity")));
        Assert.Equal((begin.Text("0.labels"), begin.Text("0.startsAt")), (end.Text("0.labels"), end.Text("0.startsAt")));
        Assert.Equal((Notices.Now.AddMinutes(5), Notices.Now), (DateTimeOffset.Parse(begin.Text("0.endsAt")!), DateTimeOffset.Parse(end.Text("0.endsAt")!)));
    }

    [Fact]
    public async Task Apprise_Message_HasItsType()
    {
        var got = await OneAsync("apprise+https://apprise.example/KEY?tags=ops", Notices.Message(MessageKind.Over, AlertLevel.Warning));
        Assert.Equal(("/notify/KEY", "success", "ops"), (got.Path, got.Text("type"), got.Text("tag")));
    }

    [Theory]
    [InlineData(401, "HTTP 401", false)]
    [InlineData(404, "HTTP 404", false)]
    [InlineData(400, "HTTP 400", true)]
    [InlineData(413, "HTTP 413", true)]
    [InlineData(500, "HTTP 500", false)]
    public async Task Send_BadStatus_IsAProblemWithoutSecrets(int status, string problem, bool isOfMessage)
    {
        await using var server = await ReceiverServer.StartAsync("""{"error":"Sup3rS3cret is refused"}""", status);
        var delivery = await server.SendAsync("gotify://host/Sup3rS3cret");
        Assert.Equal((problem + ": … is refused", isOfMessage), (delivery.Problem, delivery.IsOfMessage));
    }

    [Fact]
    public async Task Send_Busy_WaitsAsAsked()
    {
        await using var server = await ReceiverServer.StartAsync();
        server.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "77");
            return Task.CompletedTask;
        };
        var delivery = await server.SendAsync("ntfy://ntfy.sh/a");
        Assert.StartsWith("HTTP 429, it asks to wait until", delivery.Problem);
        Assert.Equal(TimeSpan.FromSeconds(77), delivery.Wait);
    }

    [Fact]
    public async Task Send_RedirectionOrEndlessAnswer_IsAProblem()
    {
        await using var server = await ReceiverServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Redirect("https://elsewhere.example/");
            return Task.CompletedTask;
        };
        Assert.Contains("a redirection to https://elsewhere.example", (await server.SendAsync("ntfy://ntfy.sh/a")).Problem);
        server.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 10_000), context.RequestAborted);
            }
        };
        Assert.Equal("the answer has more than 65536 bytes", (await server.SendAsync("ntfy://ntfy.sh/a")).Problem);
    }

    [Theory]
    [InlineData("ntfy://127.0.0.1:1/a?disabletls=yes", "refused")]
    [InlineData("ntfy://no-such-host.invalid/a", "not known")]
    public async Task Send_NobodyThere_IsAProblem(string url, string problem)
    {
        using var http = AlephZeroMonitor.Host.Calls.HttpCaller.NewClient();
        var delivery = await Schemes.Make(url, http, TimeProvider.System).Receiver.SendAsync(Notices.Message(), TestContext.Current.CancellationToken);
        Assert.Contains(problem, delivery.Problem);
    }

    [Fact]
    public async Task Send_PlainServerByTls_IsAProblem()
    {
        await using var server = await ReceiverServer.StartAsync();
        using var http = AlephZeroMonitor.Host.Calls.HttpCaller.NewClient();
        Assert.StartsWith("no TLS connection", (await Schemes.Make($"ntfy://{server.Host}/a", http, TimeProvider.System).Receiver.SendAsync(Notices.Message(), TestContext.Current.CancellationToken)).Problem);
    }

    private static async Task<Got> OneAsync(string url, Message? message = null, string answer = "ok", int status = 200)
    {
        await using var server = await ReceiverServer.StartAsync(status == 204 ? "" : answer, status);
        var delivery = await server.SendAsync(url, message);
        Assert.Null(delivery.Problem);
        return Assert.Single(server.Requests);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
