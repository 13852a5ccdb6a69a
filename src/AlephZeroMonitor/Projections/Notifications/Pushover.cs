namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Pushover: https://pushover.net/api.</summary>
internal static class Pushover
{
    public static Scheme Scheme { get; } = Scheme.Http("pushover://monitor:API_TOKEN@USER_KEY", url => url is { Password.Length: > 0, Host.Length: > 0 }, ["devices"], Calls, hidesHost: true);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        (string Name, string? Value)[] fields =
        [
            ("token", url.Password),
            ("user", url.Host),
            ("title", Message.Limited(message.Title, 250)),
            ("message", Message.Limited(message.Text, 1024)),
            ("priority", message.Pick("-1", "0", "1")),
            ("timestamp", message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("url", message.Link?.OriginalString),
            ("device", url.Option("devices")),
        ];
        var body = string.Join('&', fields.Where(field => field.Value is not null).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
        yield return new Call(new Uri("https://api.pushover.net/1/messages.json"), body)
        {
            ContentType = "application/x-www-form-urlencoded",
            Complaint = answer => Answers.IsTrue(answer, "status") ? null : $"Pushover answers: {Answers.Text(answer, "errors")}",
        };
    }
}
