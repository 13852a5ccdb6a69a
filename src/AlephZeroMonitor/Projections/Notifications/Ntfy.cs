using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>ntfy: https://docs.ntfy.sh/publish/#publish-as-json.</summary>
internal static class Ntfy
{
    /// <summary>Longer messages become attachments.</summary>
    private const int MaxText = 1300;

    public static Scheme Scheme { get; } = Scheme.Http("ntfy://[user:password@]ntfy.sh/TOPIC", url => url is { Host.Length: > 0, Segments.Length: 1 }, ["disabletls"], Calls);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var body = new JsonObject
        {
            ["topic"] = url.Segments[0],
            ["title"] = Message.Limited(message.Title, 250),
            ["message"] = Message.Limited(message.Text, MaxText),
            ["priority"] = message.Pick(3, 4, 5),
            ["tags"] = new JsonArray(message.Pick("white_check_mark", "warning", "rotating_light")),
        };
        if (message.Link is { } link)
        {
            body["click"] = link.OriginalString;
            body["actions"] = new JsonArray(new JsonObject { ["action"] = "view", ["label"] = "Open", ["url"] = link.OriginalString });
        }

        yield return new Call(url.At("/"), body) { Headers = [("Authorization", url.Basic)] };
    }
}
