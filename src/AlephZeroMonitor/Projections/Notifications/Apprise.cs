using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>An Apprise API server, which knows more than a hundred services: https://github.com/caronc/apprise-api.</summary>
internal static class Apprise
{
    public static Scheme Scheme { get; } = Scheme.Http("apprise+https://[user:password@]host/KEY", url => url is { Host.Length: > 0, Segments.Length: > 0 }, ["tags"], Calls);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var body = new JsonObject
        {
            ["title"] = message.Title,
            ["body"] = $"{Message.Limited(message.Text, 8000)}\n{message.Link}".TrimEnd(),
            ["type"] = message.Pick(message.Kind == MessageKind.Over ? "success" : "info", "warning", "failure"),
            ["format"] = "text",
        };
        if (url.Option("tags") is { } tags)
        {
            body["tag"] = tags;
        }

        yield return new Call(url.At($"{url.Folder}/notify/{Uri.EscapeDataString(url.Segments[^1])}"), body) { Headers = [("Authorization", url.Basic)] };
    }
}
