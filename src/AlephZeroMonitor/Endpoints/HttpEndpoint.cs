using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>An endpoint that is asked by HTTP at each check. One caller at a time.</summary>
/// <param name="url">Where it is.</param>
/// <param name="rpc">Asks it.</param>
/// <param name="begin">The moment from which its answers' times are counted.</param>
internal sealed class HttpEndpoint(Uri url, ChainRpc rpc, TimeProvider time, long begin) : IEndpoint
{
    private const int HeaderId = 1;
    private const int ChainId = 2;

    /// <summary>How long a server may take for its answers.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ChainAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan ChainRetry = TimeSpan.FromMinutes(1);

    private (long From, TimeSpan Length) _chainPause;

    public EndpointView View { get; private set; } = new() { Host = Address.Of(url) };

    public async Task RefreshAsync(CancellationToken ct)
    {
        using var span = Spans.BeginCall(url, Request.GetHeader);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        var askedAt = time.GetTimestamp();
        TakeHead(await rpc.AskAsync(HeaderId, Request.GetHeader, null, timeout.Token, ct), askedAt);
        if (View.Problem is { } problem)
        {
            span.Tell(EndpointText.Of(problem));
            _chainPause = default;
        }
        else if (time.GetElapsedTime(_chainPause.From) >= _chainPause.Length)
        {
            TakeChain(await rpc.AskAsync(ChainId, Request.GetChain, null, timeout.Token, ct));
        }
    }

    private void TakeHead(Answer answer, long askedAt)
    {
        var (head, problem) = answer.Header;
        View = head is { } number
            ? View.Answered(new(number, time.GetElapsedTime(begin), time.GetUtcNow())) with { Latency = time.GetElapsedTime(askedAt) }
            : View.Failed(Said.WithoutKeys(url, problem!.Value));
    }

    /// <summary>The chain is asked once, again after a failure (it may be another server behind the name then), and each hour.</summary>
    private void TakeChain(Answer answer)
    {
        _chainPause = (time.GetTimestamp(), answer.Problem is null ? ChainAge : ChainRetry);
        View = answer.Problem is null ? View with { Chain = answer.ChainName } : View;
    }
}
