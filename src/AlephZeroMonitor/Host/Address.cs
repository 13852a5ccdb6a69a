namespace AlephZeroMonitor.Host;

/// <summary>A URL as it may be shown.</summary>
internal static class Address
{
    /// <summary>Scheme, host and port. Users, paths and queries often hold keys.</summary>
    public static string Of(Uri url) => $"{url.Scheme}://{url.Authority}";
}
