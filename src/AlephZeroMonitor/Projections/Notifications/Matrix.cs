using System.Net;
using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Rooms of Matrix, with an access token: https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid.</summary>
internal static class Matrix
{
    public static Scheme Scheme { get; } = Scheme.Http(
        "matrix://:ACCESS_TOKEN@matrix.example/?rooms=!room:matrix.example",
        url => url is { User: "", Password.Length: > 0, Host.Length: > 0 } && url.List("rooms") is { Length: > 0 } rooms && rooms.All(room => room[0] == '!'),
        ["rooms", "disabletls"], Calls);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var (title, text) = (Message.Limited(message.Title, 250), Message.Limited(message.Text, 8000));
        var body = new JsonObject
        {
            ["msgtype"] = "m.text",
            ["body"] = $"{title}\n{text}\n{message.Link}".TrimEnd(),
            ["format"] = "org.matrix.custom.html",
            ["formatted_body"] = $"<strong>{WebUtility.HtmlEncode(title)}</strong><br/>{WebUtility.HtmlEncode(text).Replace("\n", "<br/>")}"
                + (message.Link is { } link ? $"<br/><a href=\"{WebUtility.HtmlEncode(link.OriginalString)}\">Open</a>" : ""),
        }.ToJsonString();

        // The server takes an event with the same id in the same room only once.
        return url.List("rooms").Select(room => new Call(
            url.At($"/_matrix/client/v3/rooms/{Uri.EscapeDataString(room)}/send/m.room.message/{Uri.EscapeDataString(message.Id)}"), body)
        {
            Method = HttpMethod.Put,
            Headers = [("Authorization", $"Bearer {url.Password}")],
        });
    }
}
