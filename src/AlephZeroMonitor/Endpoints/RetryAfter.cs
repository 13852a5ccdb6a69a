using System.Net.Http.Headers;

namespace AlephZeroMonitor.Endpoints;

/// <summary>The wait that an endpoint asks for.</summary>
/// <remarks>Source: RFC 9110, 10.2.3.</remarks>
internal static class RetryAfter
{
    /// <summary>No endpoint is left unasked for longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait; null when it asks for no wait.</summary>
    public static TimeSpan? Read(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? (header?.Date - now);
        return wait > TimeSpan.Zero ? (wait < Longest ? wait : Longest) : null;
    }
}
