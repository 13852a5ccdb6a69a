using System.Net;
using AlephZeroMonitor.Configuration;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>Asks the endpoint for the network's latest block: `chain_getHeader` by HTTP POST.</summary>
internal sealed class HeadProbe(Settings settings, TimeProvider time) : IDisposable
{
    private const int MaxAnswerLength = 1024 * 1024;
    private const int RequestId = 1;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _asking = new(1);
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private (Head Head, long At)? _last;

    /// <summary>The head. Every failure is a value, and it takes at most ten seconds.</summary>
    /// <param name="maxAge">How old an answer may be that was got before; nodes that are checked together share one.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<Head> AskAsync(TimeSpan maxAge, CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) > maxAge)
            {
                _last = last = (await AskEndpointAsync(ct), time.GetTimestamp());
            }

            return last.Head;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _asking.Dispose();
    }

    private async Task<Head> AskEndpointAsync(CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        try
        {
            using var request = HeaderRequest(settings.RpcUrl);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return Unknown(response.Headers.Location is { } location
                    ? $"HTTP {(int)response.StatusCode}, a redirection to {Host(new Uri(settings.RpcUrl, location))}: set RPC_URL to that"
                    : $"HTTP {(int)response.StatusCode}");
            }

            await using var body = await response.Content.ReadAsStreamAsync(timeout.Token);
            var answer = await ReadAsync(body, timeout.Token);
            return answer is null ? Unknown($"the answer has more than {MaxAnswerLength} bytes") : Read(answer.Value);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unknown($"no answer within {AnswerTimeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Unknown(e.InnerException?.Message ?? e.Message);
        }
    }

    private Head Read(ReadOnlyMemory<byte> answer)
    {
        var (number, problem) = HeaderAnswer.Read(answer, RequestId);
        return number is { } known ? Head.At(known) : Unknown(problem);
    }

    private Head Unknown(string? problem) => Head.Unknown($"{Host(settings.RpcUrl)}: {problem}");

    /// <summary>The part of a URL that may be shown: paths, queries and users hold keys.</summary>
    private static string Host(Uri url) => $"{url.Scheme}://{url.Authority}";

    private static HttpRequestMessage HeaderRequest(Uri url) => new(HttpMethod.Post, url)
    {
        Content = new ByteArrayContent("""{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":[]}"""u8.ToArray())
        {
            Headers = { ContentType = new("application/json") },
        },
    };

    /// <summary>The whole body; null when it is too long.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = await body.ReadAsync(buffer, ct); read > 0; read = await body.ReadAsync(buffer, ct))
        {
            if (answer.Length + read > MaxAnswerLength)
            {
                return null;
            }

            answer.Write(buffer, 0, read);
        }

        return answer.ToArray();
    }
}
