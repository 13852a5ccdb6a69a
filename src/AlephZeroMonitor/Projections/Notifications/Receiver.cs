using System.Text.Json.Nodes;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Somewhere that messages are sent to.</summary>
internal interface IReceiver
{
    /// <summary>Sends a message. Failures that are to be expected are values.</summary>
    Task<Delivery> SendAsync(Message message, CancellationToken ct);
}

/// <summary>What became of an attempt to deliver.</summary>
/// <param name="Problem">Why it failed; null when it did not.</param>
/// <param name="Wait">How long the receiver asks not to be asked again; null when it asks for nothing.</param>
/// <param name="IsOfMessage">The receiver works, but refuses this message: others may go.</param>
internal readonly record struct Delivery(string? Problem = null, TimeSpan? Wait = null, bool IsOfMessage = false);

/// <summary>One request to a receiver.</summary>
/// <param name="Url">Where.</param>
/// <param name="Body">Its body.</param>
internal sealed record Call(Uri Url, string Body)
{
    /// <summary>One whose body is JSON.</summary>
    public Call(Uri url, JsonNode body)
        : this(url, body.ToJsonString())
    {
    }

    /// <summary>How.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>What the body is.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers beside the usual ones; those without a value are left out.</summary>
    public (string Name, string? Value)[] Headers { get; init; } = [];

    /// <summary>What a good status' answer complains of; null when it does not.</summary>
    public Func<string, string?> Complaint { get; init; } = _ => null;
}

/// <summary>A receiver that is sent to by HTTP.</summary>
/// <param name="url">Its URL.</param>
/// <param name="calls">The requests of a message: sent one by one, and all again when one fails.</param>
/// <param name="http">Sends.</param>
internal sealed class HttpReceiver(ReceiverUrl url, Func<ReceiverUrl, Message, IEnumerable<Call>> calls, HttpClient http, TimeProvider time) : IReceiver
{
    private const int MaxAnswerLength = 64 * 1024;
    private const int FirstOfMessage = 400;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Refusals that are not about the message: unauthorized, forbidden, not found, gone, busy.</summary>
    private static readonly long[] OfReceiver = [401, 403, 404, 407, 408, 410, 429];

    private HttpCaller? _caller;

    public async Task<Delivery> SendAsync(Message message, CancellationToken ct)
    {
        foreach (var call in calls(url, message))
        {
            _caller ??= new HttpCaller(new Uri(call.Url, "/"), http, time, MaxAnswerLength);
            if (await SendAsync(call, ct) is { Problem: not null } failed)
            {
                return failed with { Problem = url.Hide(failed.Problem) };
            }
        }

        return default;
    }

    private async Task<Delivery> SendAsync(Call call, CancellationToken ct)
    {
        var attempt = await _caller!.SendAsync(() => Request(call), AnswerTimeout, ct);
        if (attempt.Problem is { } problem)
        {
            var isOfMessage = problem is { Kind: EndpointProblemKind.HttpStatus, Number: >= FirstOfMessage and < 500 } && !OfReceiver.Contains(problem.Number.Value);
            return new(EndpointText.Of(problem, "its URL in NOTIFY_URL"), attempt.Wait, isOfMessage);
        }

        return new(call.Complaint(Encoding.UTF8.GetString(attempt.Body.Span)), IsOfMessage: true);
    }

    private static HttpRequestMessage Request(Call call)
    {
        var request = new HttpRequestMessage(call.Method, call.Url) { Content = new StringContent(call.Body, Encoding.UTF8, call.ContentType) };
        foreach (var (name, value) in call.Headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
