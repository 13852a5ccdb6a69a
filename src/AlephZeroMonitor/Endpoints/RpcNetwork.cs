using System.Collections.Immutable;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Endpoints;

/// <summary>All endpoints of RPC_URL: those by HTTP are asked, those by WebSocket tell of themselves.</summary>
internal sealed class RpcNetwork : BackgroundService
{
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly ImmutableArray<(IEndpoint Endpoint, ChainRpc Rpc)> _endpoints;
    private readonly TimeSpan _checkInterval;
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

    private long? _askedAt;

    /// <summary>Makes them; nothing is asked yet.</summary>
    public RpcNetwork(Settings settings, TimeProvider time)
    {
        (_time, _checkInterval) = (time, settings.CheckInterval);
        _begin = time.GetTimestamp();
        _endpoints = [.. settings.RpcUrls.Select(Endpoint)];
    }

    /// <summary>An endpoint told of a new head, true or not. Handlers must not block.</summary>
    public event Action<uint>? HeadMoved;

    /// <summary>What is known by now, without asking.</summary>
    public NetworkView View => new([.. _endpoints.Select(each => each.Endpoint.View)]);

    /// <summary>The network as it is now. Every failure is a value, and it takes at most ten seconds.</summary>
    /// <param name="maxAge">How old answers may be that were got before; nodes that are checked together share them.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct)
    {
        using var span = Spans.Begin("endpoints");
        await _asking.WaitAsync(ct);
        try
        {
            if (_askedAt is not { } at || _time.GetElapsedTime(at) > maxAge)
            {
                await Task.WhenAll(_endpoints.Select(each => each.Endpoint.RefreshAsync(ct)));
                _askedAt = _time.GetTimestamp();
            }

            return View;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The hashes that the trusted endpoints have of the block at a height.</summary>
    /// <param name="block">The height.</param>
    /// <param name="nodeChain">The name of the node's chain; null when unknown.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct) =>
        [.. (await AskTrustedAsync((rpc, either) => rpc.HashAtAsync(block, either, ct), nodeChain, ct)).OfType<string>()];

    /// <summary>The latest finalized block of each trusted endpoint that tells it.</summary>
    /// <param name="nodeChain">The name of the node's chain; null when unknown.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct) =>
        [.. (await AskTrustedAsync((rpc, either) => rpc.FinalizedAsync(either, ct), nodeChain, ct)).Select(told => told.Number).OfType<uint>()];

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
        _asking.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_endpoints.Select(each => each.Endpoint).OfType<WebSocketEndpoint>().Select(endpoint => endpoint.RunAsync(stoppingToken)));

    private async Task<T[]> AskTrustedAsync<T>(Func<ChainRpc, CancellationToken, Task<T>> ask, string? nodeChain, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(HttpEndpoint.AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        return await Task.WhenAll(_endpoints.Where(each => each.Endpoint.View.Judge(nodeChain).State == EndpointState.Trusted).Select(each => ask(each.Rpc, either.Token)));
    }

    /// <summary>A node serves HTTP and WebSocket at the same address, so that what isn't told by itself is asked by HTTP there.</summary>
    private (IEndpoint Endpoint, ChainRpc Rpc) Endpoint(Uri url)
    {
        var isWebSocket = url.Scheme is "ws" or "wss";
        var httpUrl = isWebSocket ? new UriBuilder(url) { Scheme = url.Scheme == "ws" ? "http" : "https" }.Uri : url;
        var rpc = new ChainRpc(new HttpCaller(httpUrl, _http, _time, "RPC_URL"), HttpEndpoint.AnswerTimeout);
        if (!isWebSocket)
        {
            return (new HttpEndpoint(url, rpc, _time, _begin), rpc);
        }

        var endpoint = new WebSocketEndpoint(url, _time, _begin, _checkInterval, Random.Shared);
        endpoint.HeadMoved += head => HeadMoved?.Invoke(head);
        return (endpoint, rpc);
    }
}
