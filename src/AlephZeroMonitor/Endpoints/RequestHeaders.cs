using System.Text;
using AlephZeroMonitor.Host;

namespace AlephZeroMonitor.Endpoints;

/// <summary>The headers that each request has, by HTTP and by WebSocket. Public RPC servers refuse those who don't name themselves.</summary>
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
            yield return ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user.Contains(':', StringComparison.Ordinal) ? user : user + ":")));
        }
    }
}
