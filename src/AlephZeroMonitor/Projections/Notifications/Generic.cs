using System.Security.Cryptography;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Any server: the message itself as JSON, as docs/alerts.md describes it.</summary>
internal static class Generic
{
    /// <summary>The lower-case hexadecimal HMAC-SHA256 of the body, with the password of the URL as its key.</summary>
    public const string Signature = "X-Alephzero-Signature";

    public static Scheme Scheme { get; } = Scheme.Http("generic+https://[:HMAC_SECRET@]host/path", url => url is { User: "", Host.Length: > 0 }, null, Calls);

    private static IEnumerable<Call> Calls(ReceiverUrl url, Message message)
    {
        var body = JsonSerializer.Serialize(message, MessageJson.Default.Message);
        var signature = url.Password.Length == 0 ? null
            : "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(url.Password), Encoding.UTF8.GetBytes(body)));
        yield return new Call(url.At((url.Path.Length == 0 ? "/" : url.Path) + url.Query), body) { Headers = [("Idempotency-Key", message.Id), (Signature, signature)] };
    }
}
