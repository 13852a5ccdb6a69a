using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>In which way a call to Docker failed.</summary>
internal enum EngineFailureKind
{
    /// <summary>No connection.</summary>
    Unreachable,

    /// <summary>Docker, or a proxy before it, refused the request.</summary>
    Refused,

    /// <summary>There is no such container.</summary>
    NotFound,

    /// <summary>Docker cannot do that: the log driver keeps nothing that could be read.</summary>
    NotImplemented,

    /// <summary>Docker failed (HTTP 500 and above), the container is in a state that does not allow the request (HTTP 409), or the connection broke.</summary>
    Failed,

    /// <summary>No answer in time.</summary>
    NoAnswer,

    /// <summary>The answer makes no sense.</summary>
    BadAnswer,
}

/// <summary>A call to Docker failed.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Asked">The request, such as "GET /containers/node/json".</param>
/// <param name="Said">What Docker or the system said: one line, without a full stop.</param>
internal sealed record EngineFailure(EngineFailureKind Kind, string Asked, string Said)
{
    private const int MaxTextLength = 200;
    private const string NoSuchRequest = "page not found";

    /// <summary>What was said, and for an answer also what was asked.</summary>
    public string Text => Kind == EngineFailureKind.Unreachable ? Said : $"{Asked}: {Said}";

    /// <summary>Makes a failure of an exception of the system's; null for a bug.</summary>
    public static EngineFailure? From(string asked, Exception exception) => exception switch
    {
        OddFieldException odd => odd.Failure with { Asked = asked },
        EngineException known => known.Failure,
        TimeoutException => new(EngineFailureKind.NoAnswer, asked, Sentence(exception.Message)),
        JsonException => new(EngineFailureKind.BadAnswer, asked, $"the answer is not JSON: {Sentence(exception.Message)}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError } =>
            new(EngineFailureKind.Unreachable, asked, Cause(exception)),
        HttpRequestException { InnerException: SocketException } or CryptographicException or AuthenticationException =>
            new(EngineFailureKind.Unreachable, asked, Cause(exception)),
        HttpRequestException or IOException or SocketException or ObjectDisposedException => new(EngineFailureKind.Failed, asked, Cause(exception)),
        _ => null,
    };

    /// <summary>Makes a failure of an answer.</summary>
    public static EngineFailure Of(string asked, HttpStatusCode status, string body)
    {
        var message = Host.Calls.Said.MessageOf(Encoding.UTF8.GetBytes(body));
        return new(KindOf(status, message), asked, Sentence(message ?? Refusal(status, body.Trim())));
    }

    /// <summary>Text from outside as part of a sentence.</summary>
    public static string Sentence(string text) => OneLine.Of(text.Trim()).TrimEnd('.');

    /// <summary>That a container is not there, Docker says in words; what else answers 404 (a proxy, or a server that is no Docker) says nothing of it.</summary>
    private static EngineFailureKind KindOf(HttpStatusCode status, string? message) => status switch
    {
        HttpStatusCode.NotFound when message is null or NoSuchRequest => EngineFailureKind.Refused,
        HttpStatusCode.NotFound => EngineFailureKind.NotFound,
        HttpStatusCode.NotImplemented => EngineFailureKind.NotImplemented,
        HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError => EngineFailureKind.Failed,
        _ => EngineFailureKind.Refused,
    };

    private static string Cause(Exception exception) => Sentence(exception.GetBaseException().Message);

    /// <summary>What is not Docker's own answer comes from a proxy before it, which may send a page for browsers.</summary>
    private static string Refusal(HttpStatusCode status, string text) => text switch
    {
        "" or ['<', ..] => $"HTTP {(int)status}",
        { Length: > MaxTextLength } => $"HTTP {(int)status}: {text[..MaxTextLength]}…",
        _ => $"HTTP {(int)status}: {text}",
    };
}

/// <summary>Carries a failure to whoever makes a value of it.</summary>
internal class EngineException(EngineFailure failure, Exception? cause = null) : Exception(failure.Text, cause)
{
    public EngineFailure Failure => failure;
}
