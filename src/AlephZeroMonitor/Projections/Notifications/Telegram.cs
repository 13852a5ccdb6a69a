using System.Net;
using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A bot of Telegram: https://core.telegram.org/bots/api#sendmessage.</summary>
internal static class Telegram
{
    public static Scheme Scheme { get; } = Scheme.Http(
        "telegram://1234:TOKEN@telegram?chats=@channel,-1001234",
        url => url is { User.Length: > 0, Password.Length: > 0, Host: "telegram" } && url.List("chats", "channels").Length > 0,
        ["chats", "channels"], Calls, hidesHost: true);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var link = message.Link is { } page ? $"\n<a href=\"{WebUtility.HtmlEncode(page.OriginalString)}\">Open</a>" : "";
        foreach (var chat in url.List("chats", "channels"))
        {
            var body = new JsonObject
            {
                ["chat_id"] = chat,
                ["text"] = $"<b>{WebUtility.HtmlEncode(Message.Limited(message.Title, 250))}</b>\n{WebUtility.HtmlEncode(Message.Limited(message.Text, 3000))}{link}",
                ["parse_mode"] = "HTML",
                ["disable_notification"] = message.Level == AlertLevel.Info,
                ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
            };
            yield return new Call(new Uri($"https://api.telegram.org/bot{url.User}:{url.Password}/sendMessage"), body)
            {
                Complaint = answer => Answers.IsTrue(answer, "ok") ? null : $"Telegram answers: {Answers.Text(answer, "description")}",
            };
        }
    }
}
