using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace AlephZeroMonitor.Host.Calls;

/// <summary>Calls one server by HTTP: retries what may go better, and spares a server that keeps failing or asks to wait.</summary>
/// <param name="url">The server.</param>
/// <param name="http">Sends; its own time-out is off.</param>
/// <param name="maxAnswerLength">The bytes that an answer may have.</param>
internal sealed class HttpCaller(Uri url, HttpClient http, TimeProvider time, int maxAnswerLength = 1024 * 1024)
{
    private const int MaxRetries = 2;
    private const int FailuresThatBreak = 6;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan FailureWindow = TimeSpan.FromSeconds(30);

    /// <summary>Shorter than the usual check interval: there it skips no check.</summary>
    private static readonly TimeSpan BreakLength = TimeSpan.FromSeconds(10);

    private readonly Refusals _refusals = new(url, time);
    private readonly ResiliencePipeline<Attempt> _pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result.IsTransient),
            MaxRetryAttempts = MaxRetries,
            Delay = RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result.IsTransient),
            FailureRatio = 1,
            MinimumThroughput = FailuresThatBreak,
            SamplingDuration = FailureWindow,
            BreakDuration = BreakLength,
        })
        .Build();

    private volatile Failure? _lastFailure;

    /// <summary>A client that serves any number of callers.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Posts JSON to the server. Every failure is a value.</summary>
    /// <param name="json">The request's body.</param>
    public Task<Attempt> PostAsync(string json, CancellationToken ct) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, ct);

    /// <summary>Sends a request to the server. Every failure is a value, also that no answer came in time.</summary>
    /// <param name="make">Makes the request, for each try another.</param>
    /// <param name="timeout">How long all tries may take together.</param>
    public async Task<Attempt> SendAsync(Func<HttpRequestMessage> make, TimeSpan timeout, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await SendAsync(make, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Attempt.Failed(new(EndpointProblemKind.NoAnswer, Number: (long)timeout.TotalSeconds));
        }
    }

    /// <summary>Sends a request to the server. Every failure is a value.</summary>
    /// <param name="make">Makes the request, for each try another.</param>
    private async Task<Attempt> SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        if (_lastFailure is { } last && time.GetElapsedTime(last.At) < last.Wait)
        {
            return Attempt.Failed(last.Problem);
        }

        try
        {
            return await _pipeline.ExecuteAsync(
                async token =>
                {
                    // Of each try: among calls at the same time one may break the circuit before another has ended.
                    var attempt = await TryAsync(make, token);
                    _lastFailure = attempt.Problem is { } problem ? new Failure(problem, attempt.Wait, time.GetTimestamp()) : _lastFailure;
                    return attempt;
                },
                ct);
        }
        catch (BrokenCircuitException)
        {
            return Attempt.Failed(_lastFailure!.Problem with { SparedFor = BreakLength });
        }
    }

    private async ValueTask<Attempt> TryAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        try
        {
            using var request = make();
            foreach (var (name, value) in RequestHeaders.For(url))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
            {
                var said = await Said.ReadAsync(response.Content, ct);
                return _refusals.Read(response.StatusCode, response.Headers.RetryAfter, response.Headers.Location, said);
            }

            _refusals.Reset();
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            return await ReadAsync(body, ct) is { } answer
                ? new Attempt(answer)
                : Attempt.Failed(new(EndpointProblemKind.TooLong, Number: maxAnswerLength));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return Attempt.Failed(new(EndpointProblemKind.NoTls, e.InnerException?.Message ?? e.Message));
        }
        catch (InvalidDataException e) // a compressed answer that is damaged
        {
            return Attempt.Failed(new(EndpointProblemKind.NoConnection, e.Message));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var problem = new EndpointProblem(EndpointProblemKind.NoConnection, e.InnerException?.Message ?? e.Message);
            return Attempt.Failed(problem) with { IsTransient = true };
        }
    }

    /// <summary>The whole body; null when it is too long.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = await body.ReadAsync(buffer, ct); read > 0; read = await body.ReadAsync(buffer, ct))
        {
            if (answer.Length + read > maxAnswerLength)
            {
                return null;
            }

            answer.Write(buffer, 0, read);
        }

        return answer.ToArray();
    }

    private sealed record Failure(EndpointProblem Problem, TimeSpan? Wait, long At);
}
