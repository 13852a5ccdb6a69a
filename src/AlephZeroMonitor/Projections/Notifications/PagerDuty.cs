using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>PagerDuty's Events API v2: an incident for each alert of each node, which its end resolves; all else is a change event.</summary>
/// <remarks>https://developer.pagerduty.com/docs/send-alert-event.</remarks>
internal static class PagerDuty
{
    public static Scheme Scheme { get; } = Scheme.Http(
        "pagerduty://events.pagerduty.com/INTEGRATION_KEY", url => url is { Host.Length: > 0, Segments.Length: 1 }, ["disabletls"], Calls);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var alerts = message.Subjects.Where(subject => subject.IsAlert).ToArray();
        if (message.Kind is MessageKind.Test or MessageKind.Summary || alerts.Length == 0)
        {
            yield return Send("/v2/change/enqueue", new JsonObject { ["payload"] = Payload(message.Title, "alephzero-monitor", message) });
        }

        foreach (var subject in alerts)
        {
            var payload = Payload($"{subject.Node}: {subject.What}: {subject.Text}", subject.Node, message);
            payload["severity"] = message.Pick("info", "warning", "critical");
            payload["class"] = subject.What;
            yield return Send("/v2/enqueue", new JsonObject
            {
                ["event_action"] = message.Kind == MessageKind.Over ? "resolve" : "trigger",
                ["dedup_key"] = subject.Key,
                ["payload"] = payload,
            });
        }

        Call Send(string path, JsonObject body)
        {
            body["routing_key"] = url.Segments[0];
            body["links"] = message.Link is { } link ? new JsonArray(new JsonObject { ["href"] = link.OriginalString, ["text"] = "Open" }) : new JsonArray();
            return new Call(url.At(path), body);
        }
    }

    private static JsonObject Payload(string summary, string source, Message message) => new()
    {
        ["summary"] = Message.Limited(summary, 1024),
        ["source"] = source,
        ["timestamp"] = message.At.UtcDateTime.ToString("O"),
        ["custom_details"] = new JsonObject { ["text"] = Message.Limited(message.Text, 8000), ["id"] = message.Id },
    };
}
