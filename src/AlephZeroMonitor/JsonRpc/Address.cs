namespace AlephZeroMonitor.JsonRpc;

/// <summary>Shows where an endpoint is.</summary>
internal static class Address
{
    /// <summary>The part of a URL that may be shown: paths, queries and users hold keys.</summary>
    public static string Of(Uri url) => $"{url.Scheme}://{url.Authority}";
}
