using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>An endpoint that sends each head as it comes, by WebSocket; connects again, with back-off, when the connection fails.</summary>
internal sealed class WebSocketEndpoint(Uri url, TimeProvider time, long begin, TimeSpan checkInterval, Random random) : IEndpoint
{
    private const double Jitter = 0.5;
    private static readonly TimeSpan FirstNewsTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>A head counts for so long without a connection: one that is made again meanwhile is no failure.</summary>
    private static readonly TimeSpan HeadAge = TimeSpan.FromSeconds(10);

    /// <summary>A connection that lives brings a head sooner, or fails: whatever ended it, a head of longer ago proves nothing.</summary>
    private static readonly TimeSpan LongestHeadAge = HeadSubscription.LongestSilence + (2 * HeadSubscription.AnswerTimeout);

    private readonly TaskCompletionSource _firstNews = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Refusals _refusals = new(url, time);
    private readonly Backoff _backoff = new(FirstWait, LongestWait, Jitter, random);
    private volatile Latest _latest = new(new EndpointView { Host = Address.Of(url) }, null, null);

    /// <summary>There is a new head. Handlers must not block.</summary>
    public event Action<uint>? HeadMoved;

    public EndpointView View => _latest switch
    {
        { HeadAt: { } at, View: var view } when time.GetElapsedTime(at) < HeadAge => view,
        { Failure: { } problem, View: var view } => view.Failed(problem),
        { HeadAt: { } at, View: var view } when time.GetElapsedTime(at) > LongestHeadAge =>
            view.Failed(new(EndpointProblemKind.NoAnswer, Number: (long)HeadSubscription.AnswerTimeout.TotalSeconds)),
        { View: var view } => view,
    };

    /// <summary>Waits for the first connection to bring something; from then on the view is up to date by itself.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _firstNews.Task.WaitAsync(FirstNewsTimeout, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Keeps a connection until <paramref name="ct"/> ends it; nothing else does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var end = await TakeHeadsAsync(ct);
            if (end.Problem is { } problem)
            {
                Publish(_latest with { Failure = Said.WithoutKeys(url, problem) });
            }

            var wait = _backoff.Next();
            await Task.Delay(end.Wait > wait ? end.Wait.Value : wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Attempt> TakeHeadsAsync(CancellationToken ct)
    {
        try
        {
            using var subscription = new HeadSubscription(url, time, _refusals, TakeChain, Take);
            return await subscription.RunAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return default;
        }
    }

    private void TakeChain(string? chain) => _latest = _latest with { View = _latest.View with { Chain = chain } };

    private void Take(uint head)
    {
        _backoff.Reset();
        var isNew = View.Head != head;
        var view = _latest.View.Answered(new HeadSample(head, time.GetElapsedTime(begin), time.GetUtcNow()), checkInterval);
        Publish(new Latest(view, null, time.GetTimestamp()));
        if (isNew)
        {
            HeadMoved?.Invoke(head);
        }
    }

    private void Publish(Latest latest)
    {
        _latest = latest;
        _firstNews.TrySetResult();
    }

    /// <param name="View">What the endpoint answered.</param>
    /// <param name="Failure">Why there is no connection now; null when there is one that brought a head.</param>
    /// <param name="HeadAt">When the last head came; null before the first.</param>
    private sealed record Latest(EndpointView View, EndpointProblem? Failure, long? HeadAt);
}
