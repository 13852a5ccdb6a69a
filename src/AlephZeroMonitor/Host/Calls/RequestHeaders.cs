namespace AlephZeroMonitor.Host.Calls;

/// <summary>The headers of each request, by HTTP and by WebSocket. Public RPC servers refuse clients that don't name themselves.</summary>
internal static class RequestHeaders
{
    private static readonly string UserAgent = $"{Product.Name}/{Product.Version}";

    /// <summary>Names and values.</summary>
    /// <param name="url">What is asked; a user in it, with or without a password, is sent as Basic authentication.</param>
    public static IEnumerable<(string Name, string Value)> For(Uri url)
    {
        yield return ("User-Agent", UserAgent);
        if (url.UserInfo.Length > 0)
        {
            var user = Uri.UnescapeDataString(url.UserInfo);
            var credentials = user.Contains(':', StringComparison.Ordinal) ? user : user + ":";
            yield return ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }
    }
}
