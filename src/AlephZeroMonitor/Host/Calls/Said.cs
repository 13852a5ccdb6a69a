using System.Net;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Host.Calls;

/// <summary>Makes what a server says safe to show: it may be of any length, be a web page, steer a terminal, or repeat a secret.</summary>
internal static partial class Said
{
    private const int MaxLength = 200;
    private const int MaxBodyLength = 4096;
    private const int ShortestSegment = 6;
    private const int ShortestOther = 3;
    private const string Ellipsis = "…";

    /// <summary>Members of a JSON answer that say why, the first one first.</summary>
    private static readonly string[] Telling = ["error", "message", "detail", "title"];

    /// <summary>A refusal's text is not worth a longer wait.</summary>
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A text; null when it is empty.</summary>
    public static string? Of(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : Secrets.Hide(OneLine.Of(text.Length > MaxLength ? text[..MaxLength] + Ellipsis : text));

    /// <summary>The text of a refusal: the message of a JSON answer, or a page's text without its markup.</summary>
    /// <param name="content">The refusal's body.</param>
    /// <returns>The text; null when there is none, or it does not come in time.</returns>
    public static async Task<string?> ReadAsync(HttpContent content, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(BodyTimeout);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(timeout.Token);
            var body = new byte[MaxBodyLength];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, timeout.Token);
            return OfBody(body.AsMemory(0, length));
        }
        catch (Exception e) when (!ct.IsCancellationRequested
            && e is OperationCanceledException or HttpRequestException or IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A body's text.</summary>
    internal static string? OfBody(ReadOnlyMemory<byte> body) =>
        Of(MessageOf(body) ?? TextOf(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, MaxBodyLength)])));

    private static string TextOf(string page) => Space().Replace(WebUtility.HtmlDecode(Markup().Replace(page, " ")), " ").Trim();

    /// <summary>The problem without what may be a key in the URL, which a server may repeat when it refuses it.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="problem">What came of it.</param>
    public static EndpointProblem WithoutKeys(Uri url, EndpointProblem problem) =>
        problem.Said is { } text ? problem with { Said = WithoutKeys(url, text) } : problem;

    /// <summary>The text without what may be a key in the URL.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="text">What the server said, perhaps cut off.</param>
    internal static string WithoutKeys(Uri url, string text)
    {
        foreach (var key in Keys(url))
        {
            text = text.Replace(key, Ellipsis, StringComparison.OrdinalIgnoreCase);
            var part = key.Length - 1;
            while (part >= ShortestSegment && !text.EndsWith(key[..part] + Ellipsis, StringComparison.OrdinalIgnoreCase))
            {
                part--;
            }

            text = part >= ShortestSegment ? text[..^(part + Ellipsis.Length)] + Ellipsis : text;
        }

        return text;
    }

    /// <summary>Longest first, since one may be a part of another. Short parts of a path, such as "v1", are words.</summary>
    private static IEnumerable<string> Keys(Uri url)
    {
        var segments = url.AbsolutePath.Split('/').Where(segment => segment.Length >= ShortestSegment);
        var values = url.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var others = url.UserInfo.Split(':').Concat(values).Where(part => part.Length >= ShortestOther);
        return segments.Concat(others).SelectMany(key => new[] { key, Uri.UnescapeDataString(key) })
            .Distinct().OrderByDescending(key => key.Length);
    }

    /// <summary>What a JSON body says; null when it is none, or says nothing.</summary>
    internal static string? MessageOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Message(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is no Unicode
        {
            return null;
        }
    }

    private static string? Message(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Object => Telling
            .Select(name => element.TryGetProperty(name, out var member) ? Message(member) : null)
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)),
        _ => null,
    };

    [GeneratedRegex(@"(?s)<(script|style)\b.*?(</\1\s*>|$)|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();
}
