using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>One WebSocket connection to an endpoint: asks for its chain's name, then takes heads as they come. Used once.</summary>
/// <param name="refusals">Reads the endpoint's refusals.</param>
/// <param name="takeChain">Takes the chain's name; null when the endpoint doesn't report it. Called before the first head.</param>
/// <param name="takeHead">Takes each head.</param>
internal sealed class HeadSubscription(Uri url, TimeProvider time, Refusals refusals, Action<string?> takeChain, Action<uint> takeHead)
    : IDisposable
{
    private const int MaxMessageLength = 1024 * 1024;
    internal static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>When no head came for so long, one is asked for: that shows whether the endpoint is still there.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new() { Options = { CollectHttpResponseDetails = true } };
    private readonly RefusalReader _refusal = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Dictionary<int, string> _asked = [];
    private int _lastId;
    private long _askedAt;
    private long _headAt;
    private string? _subscription;

    /// <summary>Takes heads until the connection fails.</summary>
    /// <returns>Why it failed, and the wait that the endpoint asks for.</returns>
    public async Task<Attempt> RunAsync(CancellationToken ct)
    {
        try
        {
            await ConnectAsync(ct);
            await AskAsync(Request.GetChain, ct);
            return Attempt.Failed(await ReadAsync(ct));
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Attempt.Failed(new(EndpointProblemKind.NoAnswer, Number: (long)AnswerTimeout.TotalSeconds));
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException)
        {
            return Failed(e);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _refusal.Dispose();
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        foreach (var (name, value) in RequestHeaders.For(url))
        {
            _socket.Options.SetRequestHeader(name, value);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        using var http = new HttpMessageInvoker(_refusal, disposeHandler: false);
        await _socket.ConnectAsync(url, http, timeout.Token);
        refusals.Reset();
    }

    private async Task AskAsync(string method, CancellationToken ct)
    {
        _asked[++_lastId] = method;
        _askedAt = _headAt = time.GetTimestamp();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        var request = Encoding.UTF8.GetBytes(Request.Text(_lastId, method));
        await _socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
    }

    private async Task<EndpointProblem> ReadAsync(CancellationToken ct)
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
                return Attempt.Failed(new(EndpointProblemKind.Closed, Said.Of(_socket.CloseStatusDescription), (long?)_socket.CloseStatus));
            }

            if (message.Length + received.Count > MaxMessageLength)
            {
                return Attempt.Failed(new(EndpointProblemKind.TooLong, Number: MaxMessageLength));
            }

            message.Write(_buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return new Attempt(message.ToArray());
            }
        }
    }

    /// <summary>Takes a message; returns what is wrong with it.</summary>
    private async Task<EndpointProblem?> TakeAsync(Answer answer, CancellationToken ct)
    {
        if (answer.IsNotification)
        {
            return TakeNotification(answer);
        }

        if (answer.Id is not { } id || !_asked.Remove(id, out var method))
        {
            return answer.Problem ?? new(EndpointProblemKind.OtherId);
        }

        switch (method)
        {
            case Request.GetChain:
                takeChain(answer.ChainName);
                await AskAsync(Request.SubscribeHeads, ct);
                await AskAsync(Request.GetHeader, ct);
                return null;
            case Request.SubscribeHeads:
                _subscription = answer.Text;
                return answer.Problem ?? (_subscription is null ? new(EndpointProblemKind.NoSubscription) : null);
            default:
                return TakeHead(answer);
        }
    }

    /// <summary>Notifications of other kinds are no matter. The first heads may overtake the answer that names the subscription.</summary>
    private EndpointProblem? TakeNotification(Answer answer) => (answer.Subscription, _subscription) switch
    {
        ({ } named, { } own) when named == own => TakeHead(answer),
        ({ }, null) when answer.Header.Number is not null => TakeHead(answer),
        _ => null,
    };

    private EndpointProblem? TakeHead(Answer answer)
    {
        var (number, problem) = answer.Header;
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
            _ = RetryConditionHeaderValue.TryParse(ResponseHeader("Retry-After"), out var retryAfter);
            _ = Uri.TryCreate(url, ResponseHeader("Location"), out var location);
            return refusals.Read(_socket.HttpStatusCode, retryAfter, location, _refusal.Text);
        }

        return Attempt.Failed(new(EndpointProblemKind.NoConnection, exception.GetBaseException().Message));
    }

    private string? ResponseHeader(string name) =>
        _socket.HttpResponseHeaders is { } headers && headers.TryGetValue(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Keeps the text of a refusal, which the socket drops.</summary>
    private sealed class RefusalReader() : DelegatingHandler(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        public string? Text { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Text = response.StatusCode == HttpStatusCode.SwitchingProtocols
                ? null
                : await Said.ReadAsync(response.Content, cancellationToken);
            return response;
        }
    }
}
