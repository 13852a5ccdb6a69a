using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>An incoming webhook of Slack, or its API with a bot's token: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.</summary>
internal static class Slack
{
    private const string HookUser = "hook";

    public static Scheme Scheme { get; } = Scheme.Http(
        "slack://hook:T00000000-B00000000-XXXXXXXX@webhook or slack://xoxb:TOKEN@CHANNEL",
        url => url is { User: HookUser, Password: var parts, Host: "webhook" } ? parts.Split('-').Length == 3 : url is { User: "xoxb", Password.Length: > 0, Host.Length: > 0 },
        [], Calls, hidesHost: true);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var body = new JsonObject
        {
            ["text"] = Escaped(Message.Limited(message.Title, 250)),
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["color"] = message.Pick("good", "warning", "danger"),
                ["text"] = Escaped(Message.Limited(message.Text, 2500)),
                ["title"] = message.Link is null ? null : "Open",
                ["title_link"] = message.Link?.OriginalString,
                ["ts"] = message.At.ToUnixTimeSeconds(),
            }),
        };
        if (url.User == HookUser)
        {
            yield return new Call(new Uri($"https://hooks.slack.com/services/{url.Password.Replace('-', '/')}"), body)
            {
                Complaint = answer => answer.Trim() == "ok" ? null : $"Slack answers: {Message.Limited(answer, 100)}",
            };
            yield break;
        }

        body["channel"] = url.Host;
        yield return new Call(new Uri("https://slack.com/api/chat.postMessage"), body)
        {
            Headers = [("Authorization", $"Bearer xoxb-{url.Password}")],
            Complaint = answer => Answers.IsTrue(answer, "ok") ? null : $"Slack answers: {Answers.Text(answer, "error")}",
        };
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
