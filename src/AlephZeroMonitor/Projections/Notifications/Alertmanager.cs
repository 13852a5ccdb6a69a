using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Prometheus's Alertmanager by its API v2. An alert there ends unless it is sent again in time.</summary>
/// <remarks>https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml.</remarks>
internal static class Alertmanager
{
    private static readonly TimeSpan Repeats = TimeSpan.FromMinutes(1);

    /// <summary>How long an alert stands there when nothing is heard of it: a monitor that is gone leaves none for ever.</summary>
    private static readonly TimeSpan Lasts = 5 * Repeats;

    public static Scheme Scheme { get; } = Scheme.Http("alertmanager+http://[user:password@]host:9093", url => url.Host.Length > 0, [], Calls) with
    {
        RepeatsEvery = Repeats,
    };

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        Subject[] subjects = message.Subjects.IsEmpty ? [new Subject("", $"{message.Kind}", message.At, message.Title)] : [.. message.Subjects];
        var alerts = subjects.Select(subject => (JsonNode)new JsonObject
        {
            ["labels"] = Labels(subject, message),
            ["annotations"] = new JsonObject { ["summary"] = message.Title, ["description"] = $"{subject.Text}\n{message.Text}" },
            ["startsAt"] = subject.Since.UtcDateTime.ToString("O"),
            ["endsAt"] = (message.Kind == MessageKind.Over ? message.At : message.At + Lasts).UtcDateTime.ToString("O"),
            ["generatorURL"] = message.Link?.OriginalString ?? "",
        });
        yield return new Call(url.At($"{url.Path.TrimEnd('/')}/api/v2/alerts"), new JsonArray([.. alerts])) { Headers = [("Authorization", url.Basic)] };
    }

    /// <summary>Alertmanager takes no label without a value.</summary>
    private static JsonObject Labels(Subject subject, Message message)
    {
        var labels = new JsonObject { ["alertname"] = subject.What, ["severity"] = $"{message.Level}".ToLowerInvariant(), ["job"] = "alephzero-monitor" };
        if (subject.Node.Length > 0)
        {
            labels["node"] = subject.Node;
        }

        return labels;
    }
}
