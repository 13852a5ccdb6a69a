namespace AlephZeroMonitor.JsonRpc;

/// <summary>Shows where an endpoint is.</summary>
internal static class Address
{
    /// <summary>The part of a URL that may be shown: paths, queries and users hold keys.</summary>
    public static string Of(Uri url) => $"{url.Scheme}://{url.Authority}";

    /// <summary>Tells of an answer that points elsewhere. It isn't followed: the monitor opens no connection but to what its settings name.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="url">What was asked.</param>
    /// <param name="location">Where the answer points to.</param>
    /// <param name="setting">The setting that the URL is from.</param>
    public static string Redirection(string status, Uri url, Uri location, string setting) =>
        $"{status}, a redirection to {Of(new Uri(url, location))}: set {setting} to that";
}
