using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host;

namespace AlephZeroMonitor.Endpoints;

/// <summary>An endpoint that is asked by HTTP at each check. One caller at a time.</summary>
/// <param name="url">Where it is.</param>
/// <param name="rpc">Asks it.</param>
/// <param name="time">The clock.</param>
/// <param name="begin">The moment from which its answers' times are counted.</param>
internal sealed class HttpEndpoint(Uri url, ChainRpc rpc, TimeProvider time, long begin) : IEndpoint
{
    private const int HeaderId = 1;
    private const int ChainId = 2;

    /// <summary>How long a server may take for its answers.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ChainAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan ChainRetry = TimeSpan.FromMinutes(1);

    private (long From, TimeSpan Length) _pause;
    private (long From, TimeSpan Length) _chainPause;

    /// <inheritdoc/>
    public EndpointView View { get; private set; } = new() { Host = Host.Address.Of(url) };

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
        TakeHead(await rpc.CallAsync(HeaderId, Request.GetHeader, null, timeout.Token, ct));
        View = View.Problem is null ? View with { Latency = time.GetElapsedTime(askedAt) } : View;
        span.Tell(View.Problem);
        if (View.Problem is not null)
        {
            _chainPause = default;
        }
        else if (time.GetElapsedTime(_chainPause.From) >= _chainPause.Length)
        {
            TakeChain(await rpc.CallAsync(ChainId, Request.GetChain, null, timeout.Token, ct));
        }
    }

    private void TakeHead(Attempt head)
    {
        _pause = (time.GetTimestamp(), head.Wait ?? TimeSpan.Zero);
        var (number, problem) = head.Problem is null ? Header.Read(Answer.Read(head.Body, HeaderId)) : (null, head.Problem);
        View = number is { } known ? View.Answered(new HeadSample(known, time.GetElapsedTime(begin))) : View.Failed(Address.WithoutKeys(url, problem!));
    }

    /// <summary>The chain is asked once, again after a failure (it may be another server behind the name then), and each hour.</summary>
    private void TakeChain(Attempt chain)
    {
        _chainPause = (time.GetTimestamp(), chain.Problem is null ? ChainAge : ChainRetry);
        View = chain.Problem is null ? View with { Chain = ChainName.Read(Answer.Read(chain.Body, ChainId)) } : View;
    }
}
