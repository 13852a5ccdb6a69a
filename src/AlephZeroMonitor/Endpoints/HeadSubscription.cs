using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;

namespace AlephZeroMonitor.Endpoints;

/// <summary>One WebSocket connection to an endpoint: asks for its chain's name, then takes heads as they come. Used once.</summary>
/// <param name="url">The endpoint.</param>
/// <param name="time">The clock.</param>
/// <param name="takeChain">Takes the chain's name; null when the endpoint doesn't tell it. Called before the first head.</param>
/// <param name="takeHead">Takes each head.</param>
internal sealed class HeadSubscription(Uri url, TimeProvider time, Action<string?> takeChain, Action<uint> takeHead) : IDisposable
{
    private const int MaxMessageLength = 1024 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>When no head came for so long, one is asked for: that shows whether the endpoint is still there.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new() { Options = { CollectHttpResponseDetails = true } };
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Dictionary<int, string> _asked = [];
    private int _lastId;
    private long _askedAt;
    private long _headAt;
    private string? _subscription;

    /// <summary>Takes heads until the connection fails.</summary>
    /// <param name="ct">Ends it; only then does it throw.</param>
    /// <returns>Why it failed, and the wait that the endpoint asks for.</returns>
    public async Task<Attempt> RunAsync(CancellationToken ct)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(AnswerTimeout);
            await _socket.ConnectAsync(url, _http, timeout.Token);
            await AskAsync(Request.GetChain, ct);
            return new Attempt(default, await ReadAsync(ct));
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new Attempt(default, $"no answer within {AnswerTimeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException)
        {
            return Failed(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private async Task AskAsync(string method, CancellationToken ct)
    {
        _asked[++_lastId] = method;
        _askedAt = _headAt = time.GetTimestamp();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(Request.Text(_lastId, method)), WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
    }

    private async Task<string> ReadAsync(CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var receiving = ReceiveAsync(ended.Token);
        try
        {
            while (true)
            {
                var left = _asked.Count > 0 ? AnswerTimeout - time.GetElapsedTime(_askedAt) : LongestSilence - time.GetElapsedTime(_headAt);
                try
                {
                    await receiving.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, ct);
                }
                catch (TimeoutException) when (_asked.Count == 0)
                {
                    await AskAsync(Request.GetHeader, ct);
                    continue;
                }

                var message = await receiving;
                if ((message.Problem ?? await TakeAsync(Answer.Read(message.Body), ct)) is { } problem)
                {
                    return problem;
                }

                receiving = ReceiveAsync(ended.Token);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await ((Task)receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The next whole message, or why there is none.</summary>
    private async Task<Attempt> ReceiveAsync(CancellationToken ct)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(), ct);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return new Attempt(default, "the endpoint closed the connection");
            }

            if (message.Length + received.Count > MaxMessageLength)
            {
                return new Attempt(default, $"the answer has more than {MaxMessageLength} bytes");
            }

            message.Write(_buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return new Attempt(message.ToArray());
            }
        }
    }

    /// <summary>Takes a message; returns what is wrong with it.</summary>
    private async Task<string?> TakeAsync(Answer answer, CancellationToken ct)
    {
        if (answer.Subscription is not null)
        {
            // The first heads may overtake the answer that names the subscription.
            return _subscription is null || answer.Subscription == _subscription ? TakeHead(answer) : "the notification belongs to another subscription";
        }

        if (answer.Id is not { } id || !_asked.Remove(id, out var method))
        {
            return answer.Problem ?? "the answer has another id than the request";
        }

        switch (method)
        {
            case Request.GetChain:
                takeChain(ChainName.Read(answer));
                await AskAsync(Request.SubscribeHeads, ct);
                await AskAsync(Request.GetHeader, ct);
                return null;
            case Request.SubscribeHeads:
                _subscription = answer.Text;
                return answer.Problem ?? (_subscription is null ? "the answer has no subscription" : null);
            default:
                return TakeHead(answer);
        }
    }

    private string? TakeHead(Answer answer)
    {
        var (number, problem) = Header.Read(answer);
        if (number is { } head)
        {
            _headAt = time.GetTimestamp();
            takeHead(head);
        }

        return problem;
    }

    private Attempt Failed(Exception exception)
    {
        if (_socket.HttpStatusCode is not 0 and not HttpStatusCode.SwitchingProtocols)
        {
            var status = $"HTTP {(int)_socket.HttpStatusCode}";
            var now = time.GetUtcNow();
            return RetryConditionHeaderValue.TryParse(ResponseHeader("Retry-After"), out var asked) && RetryAfter.Read(asked, now) is { } wait
                ? new Attempt(default, $"{status}, it asks to wait until {now + wait:HH:mm:ss'Z'}", Wait: wait)
                : Uri.TryCreate(url, ResponseHeader("Location"), out var location)
                ? new Attempt(default, Address.Redirection(status, url, location, "RPC_URL"))
                : new Attempt(default, status);
        }

        var cause = exception;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return new Attempt(default, cause.Message);
    }

    private string? ResponseHeader(string name) =>
        _socket.HttpResponseHeaders is { } headers && headers.TryGetValue(name, out var values) ? string.Join(", ", values) : null;
}
