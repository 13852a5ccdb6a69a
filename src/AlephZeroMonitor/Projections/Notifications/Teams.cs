using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A workflow of Microsoft Teams ("Send webhook alerts to a channel"): its URL with teams:// instead of https://. It gets an adaptive card.</summary>
internal static class Teams
{
    public static Scheme Scheme { get; } = Scheme.Http(
        "teams://HOST.logic.azure.com/workflows/ID/triggers/manual/paths/invoke?api-version=…&sig=…", url => url is { Host.Length: > 0, Segments.Length: > 1 }, null, Calls, hidesHost: true);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray(
                Block(Message.Limited(message.Title, 250), ("weight", "Bolder"), ("color", message.Pick("Good", "Warning", "Attention"))),
                Block(Message.Limited(message.Text, 8000).Replace("\n", "\n\n"))),
            ["actions"] = message.Link is { } link
                ? new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open", ["url"] = link.OriginalString })
                : new JsonArray(),
        };
        var body = new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
        yield return new Call(url.At(url.Path + url.Query), body);
    }

    private static JsonObject Block(string text, params (string Name, string Value)[] more)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        foreach (var (name, value) in more)
        {
            block[name] = value;
        }

        return block;
    }
}
