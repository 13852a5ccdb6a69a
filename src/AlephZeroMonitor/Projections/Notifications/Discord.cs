using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A webhook of Discord: https://discord.com/developers/docs/resources/webhook#execute-webhook.</summary>
internal static class Discord
{
    public static Scheme Scheme { get; } = Scheme.Http("discord://TOKEN@WEBHOOK_ID", url => url is { User.Length: > 0, Host.Length: > 0, Path: "" or "/" }, ["thread_id"], Calls, hidesHost: true);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var embed = new JsonObject
        {
            ["title"] = Message.Limited(message.Title, 256),
            ["description"] = Message.Limited(message.Text, 4096),
            ["color"] = message.Pick(0x2E7D32, 0xF9A825, 0xC62828),
            ["timestamp"] = message.At.UtcDateTime.ToString("O"),
            ["url"] = message.Link?.OriginalString,
        };
        var body = new JsonObject
        {
            ["username"] = "alephzero-monitor",
            ["embeds"] = new JsonArray(embed),
            ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
        };
        yield return new Call(new Uri($"https://discord.com/api/webhooks/{url.Host}/{Uri.EscapeDataString(url.User)}{url.Query}"), body);
    }
}
