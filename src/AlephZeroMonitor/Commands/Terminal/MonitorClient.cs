using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>Asks the running monitor by its HTTP API.</summary>
/// <param name="address">Where it listens.</param>
/// <param name="token">What its actions need; null: none is known.</param>
internal sealed class MonitorClient(Uri address, string? token) : IDisposable
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

    /// <summary>Why the last request gave nothing, and what to do; null when it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Asks for something; null when it is not had, and <see cref="Problem"/> says why.</summary>
    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        if (await SendAsync(HttpMethod.Get, path, ct) is not var (text, _))
        {
            return null;
        }

        try
        {
            var answer = JsonSerializer.Deserialize(text, type);
            Problem = answer is null ? NotOurs("it answers null") : null;
            return answer;
        }
        catch (JsonException e)
        {
            Problem = NotOurs(e.Message);
            return null;
        }
    }

    /// <summary>Asks for an action.</summary>
    /// <returns>The path that shows what became of it; null when it was refused, and <see cref="Problem"/> says why.</returns>
    public async Task<string?> PostAsync(string path, CancellationToken ct)
    {
        var answer = await SendAsync(HttpMethod.Post, path, ct);
        Problem = answer is { Location: null } ? NotOurs("it does not say where the action is shown") : Problem;
        return answer?.Location;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(string Text, string? Location)?> SendAsync(HttpMethod method, string path, CancellationToken ct)
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
            Problem = answer.IsSuccessStatusCode ? null : Refusal(answer.StatusCode, text, method);
            var location = answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null;
            return answer.IsSuccessStatusCode ? (text, location) : null;
        }
        catch (HttpRequestException e)
        {
            Problem = NoAnswer((e.InnerException as SocketException)?.Message ?? e.Message);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            Problem = NoAnswer(FormattableString.Invariant($"nothing within {AnswerTimeout.TotalSeconds:0} s"));
        }

        return null;
    }

    private string NoAnswer(string why) =>
        $"no monitor answers at {address.Authority}: {why}\nIs it running, with the HTTP_PORT and HTTP_BIND that are set here? "
        + "In a container, ask there: docker exec alephzero-monitor alephzero-monitor status";

    private string NotOurs(string why) =>
        $"what answers at {address.Authority} is not a monitor of this version: {why}\nLook at HTTP_PORT and HTTP_BIND.";

    private string Refusal(HttpStatusCode status, string text, HttpMethod method) => status switch
    {
        HttpStatusCode.Unauthorized => "the running monitor has another API_TOKEN than the one that is set here",
        HttpStatusCode.TooManyRequests => "too many requests; the monitor takes ten actions a minute: wait a minute",
        _ when Detail(text) is { } detail => detail,
        HttpStatusCode.NotFound when method == HttpMethod.Post =>
            "the running monitor has no API_TOKEN: set it there too, and start it again",
        _ => NotOurs($"it answers {(int)status} {status}"),
    };

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
