namespace AlephZeroMonitor.Endpoints;

/// <summary>Shows where an endpoint is.</summary>
internal static class Address
{
    private const int ShortestSegment = 6;
    private const int ShortestOther = 3;
    private const string Ellipsis = "…";

    /// <summary>Tells of an answer that points elsewhere. It isn't followed: the monitor opens no connection but to what its settings name.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="url">What was asked.</param>
    /// <param name="location">Where the answer points to.</param>
    /// <param name="setting">The setting that the URL is from.</param>
    public static string Redirection(string status, Uri url, Uri location, string setting) =>
        $"{status}, a redirection to {Host.Address.Of(new Uri(url, location))}: set {setting} to that";

    /// <summary>The text without what may be a key in the URL, which a server may repeat when it refuses it.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="text">What it said, perhaps cut off.</param>
    public static string WithoutKeys(Uri url, string text)
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
        var others = url.UserInfo.Split(':').Concat(url.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            .Where(part => part.Length >= ShortestOther);
        return segments.Concat(others).SelectMany(key => new[] { key, Uri.UnescapeDataString(key) }).Distinct().OrderByDescending(key => key.Length);
    }
}
