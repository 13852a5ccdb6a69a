using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NodeSimulator;

/// <summary>Follows the network's head by asking its endpoint each second of the world's time.</summary>
internal sealed class NetworkHead(Uri endpoint) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstAnswerInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstAnswerPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { Timeout = AnswerTimeout };
    private uint _number;

    /// <summary>The highest head that was told.</summary>
    public uint Number => Volatile.Read(ref _number);

    /// <summary>Waits for a first answer; false when there is none for half a minute.</summary>
    public async Task<bool> FindAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(FirstAnswerPatience);
        while (!await AskAsync(patience.Token))
        {
            if (patience.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(FirstAnswerInterval, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    /// <summary>Follows the head until cancelled. A question without an answer leaves it as it was.</summary>
    public async Task FollowAsync(WorldClock clock, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await clock.WaitAsync(Interval, ct);
            await AskAsync(ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<bool> AskAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
            {
                Headers = { { "User-Agent", JsonRpcServer.PeerAgent } },
                Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":[]}""", MediaTypeHeaderValue.Parse("application/json")),
            };
            using var response = await _http.SendAsync(request, ct);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            var number = answer.RootElement.GetProperty("result").GetProperty("number").GetString()!;
            Volatile.Write(ref _number, Math.Max(_number, uint.Parse(number.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException
            or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            // No connection, no answer in time, or none with a header.
            return false;
        }
    }
}
