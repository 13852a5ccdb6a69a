using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Gotify: https://gotify.net/docs/pushmsg.</summary>
internal static class Gotify
{
    public static Scheme Scheme { get; } = Scheme.Http("gotify://gotify.example/TOKEN", url => url is { Host.Length: > 0, Segments.Length: > 0 }, ["disabletls"], Calls);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var body = new JsonObject
        {
            ["title"] = message.Title,
            ["message"] = Message.Limited(message.Text, 8000),
            ["priority"] = message.Pick(3, 5, 8),
        };
        if (message.Link is { } link)
        {
            body["extras"] = new JsonObject { ["client::notification"] = new JsonObject { ["click"] = new JsonObject { ["url"] = link.OriginalString } } };
        }

        yield return new Call(url.At($"{url.Folder}/message"), body) { Headers = [("X-Gotify-Key", url.Segments[^1])] };
    }
}
