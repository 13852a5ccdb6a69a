using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>Asks the running monitor by its HTTP API.</summary>
/// <param name="address">Where it listens.</param>
/// <param name="token">What its actions need; null: none is known.</param>
internal sealed class MonitorClient(Uri address, string? token) : INodeSource
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    // The proxy that the environment may name is not for a monitor on this machine.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = AnswerTimeout,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    public TimeSpan Pace => TimeSpan.FromSeconds(1);

    public Task<NodeList> NodesAsync(CancellationToken ct) => AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct);

    /// <summary>Asks for something. What keeps it from an answer is a <see cref="VerbFailure"/>.</summary>
    public async Task<T> AskAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var (text, _) = await SendAsync(HttpMethod.Get, path, ct);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw NotOurs("it answers null");
        }
        catch (JsonException e)
        {
            throw NotOurs(e.Message);
        }
    }

    /// <summary>Asks for an action. That it is refused is a <see cref="VerbFailure"/>.</summary>
    /// <returns>The path that shows what became of it.</returns>
    public async Task<string> PostAsync(string path, CancellationToken ct) =>
        (await SendAsync(HttpMethod.Post, path, ct)).Location ?? throw NotOurs("it does not say where the action is shown");

    public void Dispose() => _http.Dispose();

    private async Task<(string Text, string? Location)> SendAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post && token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var answer = await _http.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode
                ? (text, answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null)
                : throw Refusal(answer.StatusCode, text, method);
        }
        catch (HttpRequestException e)
        {
            throw NoAnswer(e.HttpRequestError == HttpRequestError.SecureConnectionError
                ? "no TLS connection; the monitor itself speaks http://"
                : (e.InnerException as SocketException)?.Message ?? e.Message);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw NoAnswer(FormattableString.Invariant($"nothing within {AnswerTimeout.TotalSeconds:0} s"));
        }
    }

    private VerbFailure NoAnswer(string why) => Failure(
        $"no monitor answers at {address.Authority}: {why}\nIs it running there? Another address: --url, or HTTP_BIND and HTTP_PORT. "
        + "In a container, ask there: docker exec alephzero-monitor alephzero-monitor status");

    private VerbFailure NotOurs(string why) => Failure(
        $"what answers at {address.Authority} is not a monitor of this version: {why}\nAnother address: --url, or HTTP_BIND and HTTP_PORT.");

    private VerbFailure Refusal(HttpStatusCode status, string text, HttpMethod method) => status switch
    {
        HttpStatusCode.Unauthorized => Failure("the running monitor has another API_TOKEN than the one that is set here"),
        HttpStatusCode.TooManyRequests => Failure("too many requests; the monitor takes ten actions a minute: wait a minute"),
        _ when Detail(text) is { } detail => Failure(detail),
        HttpStatusCode.NotFound when method == HttpMethod.Post =>
            Failure("the running monitor has no API_TOKEN: set it there too, and restart it"),
        _ => NotOurs($"it answers {(int)status} {status}"),
    };

    private static VerbFailure Failure(string text) => new(Words.Printable(text, keepLines: true));

    private static string? Detail(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ApiJson.Default.Problem)?.Detail;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
