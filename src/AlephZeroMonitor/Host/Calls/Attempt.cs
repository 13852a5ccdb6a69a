using System.Net;
using System.Net.Http.Headers;

namespace AlephZeroMonitor.Host.Calls;

/// <summary>How one request ended.</summary>
/// <param name="Body">The answer's body; empty when there is a problem.</param>
/// <param name="Problem">Why there is no body.</param>
/// <param name="IsTransient">Another attempt may go better.</param>
/// <param name="Wait">How long the server is not to be asked again.</param>
internal readonly record struct Attempt(
    ReadOnlyMemory<byte> Body, EndpointProblem? Problem = null, bool IsTransient = false, TimeSpan? Wait = null)
{
    /// <summary>One that failed.</summary>
    public static Attempt Failed(EndpointProblem problem) => new(default, problem);
}

/// <summary>Reads the refusals of one server.</summary>
/// <param name="url">What is asked.</param>
/// <remarks>Source of Retry-After: RFC 9110, 10.2.3.</remarks>
internal sealed class Refusals(Uri url, TimeProvider time)
{
    /// <summary>No server is left unasked for longer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>The first wait after HTTP 429, when the server does not say how long to wait.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    private readonly Backoff _backoff = new(FirstWait, LongestWait);

    /// <summary>Reads a refusal. A redirection is not followed: the monitor opens no connection but to what its settings name.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="retryAfter">Its Retry-After; null when it has none that can be read.</param>
    /// <param name="location">Where it redirects to; null when it doesn't.</param>
    /// <param name="said">Its text.</param>
    public Attempt Read(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, Uri? location, string? said)
    {
        var now = time.GetUtcNow();
        var isBusy = status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        if (isBusy && WaitOf(retryAfter, now) is { } asked)
        {
            return Attempt.Failed(new(EndpointProblemKind.AsksToWait, said, (int)status) { Until = now + asked }) with { Wait = asked };
        }

        if (status == HttpStatusCode.TooManyRequests)
        {
            var wait = _backoff.Next();
            return Attempt.Failed(new(EndpointProblemKind.HttpStatus, said, (int)status) { Until = now + wait }) with { Wait = wait };
        }

        if (location is not null)
        {
            return Attempt.Failed(Redirection((int)status, new Uri(url, location)));
        }

        var isTransient = status >= HttpStatusCode.InternalServerError;
        return Attempt.Failed(new(EndpointProblemKind.HttpStatus, said, (int)status)) with { IsTransient = isTransient };
    }

    /// <summary>The server answered.</summary>
    public void Reset() => _backoff.Reset();

    /// <summary>How long a server asks to wait; null when it asks for no wait.</summary>
    internal static TimeSpan? WaitOf(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? (header?.Date - now);
        return wait > TimeSpan.Zero ? (wait < LongestWait ? wait : LongestWait) : null;
    }

    private EndpointProblem Redirection(int status, Uri target) => (target.Host, target.Port) == (url.Host, url.Port)
        ? new(EndpointProblemKind.RedirectionToPath, Number: status)
        : new(EndpointProblemKind.Redirection, Address.Of(target), status);
}
