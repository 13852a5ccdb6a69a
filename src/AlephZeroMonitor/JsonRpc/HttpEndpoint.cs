using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Tracing;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>An endpoint that is asked by HTTP at each check. One caller at a time.</summary>
internal sealed class HttpEndpoint(Uri url, HttpClient http, TimeProvider time, long begin) : IEndpoint
{
    private const int HeaderId = 1;
    private const int ChainId = 2;
    private const int HashId = 3;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ChainAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan ChainRetry = TimeSpan.FromMinutes(1);

    private readonly HttpCaller _caller = new(url, http, time);
    private (long From, TimeSpan Length) _pause;
    private (long From, TimeSpan Length) _chainPause;

    /// <inheritdoc/>
    public EndpointView View { get; private set; } = new() { Host = Address.Of(url) };

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (time.GetElapsedTime(_pause.From) < _pause.Length)
        {
            return;
        }

        using var span = Spans.BeginCall(url, Request.GetHeader);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        var askedAt = time.GetTimestamp();
        TakeHead(await CallAsync(HeaderId, Request.GetHeader, timeout.Token, ct));
        View = View with { Latency = time.GetElapsedTime(askedAt) };
        span.Tell(View.Problem);
        if (View.Problem is not null)
        {
            _chainPause = default;
        }
        else if (time.GetElapsedTime(_chainPause.From) >= _chainPause.Length)
        {
            TakeChain(await CallAsync(ChainId, Request.GetChain, timeout.Token, ct));
        }
    }

    /// <summary>The hash of the block at a height; null when it isn't told. May run beside a refresh.</summary>
    /// <param name="block">The height.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<string?> HashAtAsync(uint block, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        var attempt = await CallAsync(HashId, Request.GetBlockHash, timeout.Token, ct, $"0x{block:x}");
        return attempt.Problem is null ? Answer.Read(attempt.Body, HashId).Text : null;
    }

    private async Task<Attempt> CallAsync(int id, string method, CancellationToken timeout, CancellationToken ct, string? parameter = null)
    {
        try
        {
            return await _caller.CallAsync(id, method, parameter, timeout);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Attempt(default, $"no answer within {AnswerTimeout.TotalSeconds} s");
        }
    }

    private void TakeHead(Attempt head)
    {
        _pause = (time.GetTimestamp(), head.Wait ?? TimeSpan.Zero);
        var (number, problem) = head.Problem is null ? Header.Read(Answer.Read(head.Body, HeaderId)) : (null, head.Problem);
        View = number is { } known ? View.Answered(new HeadSample(known, time.GetElapsedTime(begin))) : View.Failed(problem!);
    }

    /// <summary>The chain is asked once, again after a failure (it may be another server behind the name then), and each hour.</summary>
    private void TakeChain(Attempt chain)
    {
        _chainPause = (time.GetTimestamp(), chain.Problem is null ? ChainAge : ChainRetry);
        View = chain.Problem is null ? View with { Chain = ChainName.Read(Answer.Read(chain.Body, ChainId)) } : View;
    }
}
