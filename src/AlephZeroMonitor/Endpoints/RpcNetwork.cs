using AlephZeroMonitor.Host.Calls;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Endpoints;

/// <summary>All endpoints of RPC_URL: those by HTTP are asked, those by WebSocket send by themselves. And the nodes' own reports.</summary>
internal sealed class RpcNetwork : BackgroundService, INetwork
{
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly long _begin;
    private readonly ImmutableArray<(IEndpoint Endpoint, ChainRpc Rpc)> _endpoints;
    private readonly TimeSpan _checkInterval;
    private readonly SemaphoreSlim _asking = new(1);
    private readonly HttpClient _http = HttpCaller.NewClient();
    private readonly NodeReports _nodes;
    private long? _askedAt;

    /// <summary>Makes them; nothing is asked yet.</summary>
    public RpcNetwork(Settings settings, TimeProvider time, ILogger<RpcNetwork> log)
    {
        (_time, _log, _checkInterval) = (time, log, settings.CheckInterval);
        _begin = time.GetTimestamp();
        _nodes = new NodeReports(_http, time);
        _endpoints = [.. settings.RpcUrls.Select(Endpoint)];
    }

    public event Action<uint>? HeadMoved;

    public NetworkView View => new([.. _endpoints.Select(each => each.Endpoint.View)]);

    /// <remarks>It takes at most ten seconds.</remarks>
    public async ValueTask<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct)
    {
        using var span = Steps.Begin("endpoints");
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

    public async Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct) =>
        [.. (await AskTrustedAsync((rpc, either) => rpc.HashAtAsync(block, either, ct), nodeChain, ct)).OfType<string>()];

    public async Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct) =>
    [
        .. (await AskTrustedAsync((rpc, either) => rpc.FinalizedAsync(either, ct), nodeChain, ct))
            .Select(answer => answer.Number).OfType<uint>(),
    ];

    /// <remarks>One caller at a time for a node. It takes at most five seconds.</remarks>
    public async ValueTask<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(string node, NodeAddresses addresses, CancellationToken ct) =>
        await _nodes.AskAsync(node, addresses, ct);

    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
        _asking.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var webSockets = _endpoints.Select(each => each.Endpoint).OfType<WebSocketEndpoint>();
        return Task.WhenAll(webSockets.Select(endpoint => Lasting.RunAsync("an endpoint", endpoint.RunAsync, _time, _log, stoppingToken)));
    }

    private async Task<T[]> AskTrustedAsync<T>(Func<ChainRpc, CancellationToken, Task<T>> ask, string? nodeChain, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(HttpEndpoint.AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        var trusted = _endpoints.Where(each => each.Endpoint.View.Judge(new(nodeChain)).State == EndpointState.Trusted);
        return await Task.WhenAll(trusted.Select(each => ask(each.Rpc, either.Token)));
    }

    /// <summary>A node serves HTTP and WebSocket at the same address: what it doesn't send by itself is asked by HTTP there.</summary>
    private (IEndpoint Endpoint, ChainRpc Rpc) Endpoint(Uri url)
    {
        var isWebSocket = url.Scheme is "ws" or "wss";
        var httpUrl = isWebSocket ? new UriBuilder(url) { Scheme = url.Scheme == "ws" ? "http" : "https" }.Uri : url;
        var rpc = new ChainRpc(new HttpCaller(httpUrl, _http, _time), HttpEndpoint.AnswerTimeout);
        if (!isWebSocket)
        {
            return (new HttpEndpoint(url, rpc, _time, _begin), rpc);
        }

        var endpoint = new WebSocketEndpoint(url, _time, _begin, _checkInterval, Random.Shared);
        endpoint.HeadMoved += head => HeadMoved?.Invoke(head);
        return (endpoint, rpc);
    }
}

/// <summary>An endpoint that reports the network's head.</summary>
internal interface IEndpoint
{
    /// <summary>What is known of it now.</summary>
    EndpointView View { get; }

    /// <summary>Brings <see cref="View"/> up to date. Every failure is a value in it, and it takes at most ten seconds.</summary>
    Task RefreshAsync(CancellationToken ct);
}
