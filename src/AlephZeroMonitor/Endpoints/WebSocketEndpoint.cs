using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Endpoints;

/// <summary>An endpoint that tells of each head as it comes, by WebSocket; connects again, with back-off, when the connection fails.</summary>
internal sealed class WebSocketEndpoint(Uri url, TimeProvider time, long begin, TimeSpan checkInterval, Random random) : IEndpoint
{
    private static readonly TimeSpan FirstNewsTimeout = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _firstNews = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile EndpointView _view = new() { Host = Host.Address.Of(url) };

    /// <summary>There is a new head. Handlers must not block.</summary>
    public event Action<uint>? HeadMoved;

    /// <inheritdoc/>
    public EndpointView View => _view;

    /// <summary>Waits for the first connection to tell something; from then on the view is up to date by itself.</summary>
    /// <param name="ct">Ends the wait.</param>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _firstNews.Task.WaitAsync(FirstNewsTimeout, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Keeps a connection until <paramref name="ct"/> ends it; nothing else does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var reconnect = new ReconnectWait(random);
        while (!ct.IsCancellationRequested)
        {
            var connectedAt = time.GetTimestamp();
            var end = await TakeHeadsAsync(ct);
            if (end.Problem is { } problem)
            {
                Tell(_view.Failed(Address.WithoutKeys(url, problem)));
            }

            var wait = reconnect.Next(time.GetElapsedTime(connectedAt));
            await Task.Delay(end.Wait > wait ? end.Wait.Value : wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Attempt> TakeHeadsAsync(CancellationToken ct)
    {
        try
        {
            using var subscription = new HeadSubscription(url, time, chain => _view = _view with { Chain = chain }, Take);
            return await subscription.RunAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return default;
        }
    }

    private void Take(uint head)
    {
        var isNew = _view.Problem is not null || _view.Trust.Last?.Number != head;
        Tell(_view.Answered(new HeadSample(head, time.GetElapsedTime(begin)), checkInterval));
        if (isNew)
        {
            HeadMoved?.Invoke(head);
        }
    }

    private void Tell(EndpointView view)
    {
        _view = view;
        _firstNews.TrySetResult();
    }
}
