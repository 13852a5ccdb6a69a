using System.Collections.Concurrent;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>The RPC servers of the watched nodes themselves.</summary>
internal sealed class NodeRpcs(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, (Uri Url, NodeRpc Rpc)> _nodes = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>What a node says of itself now. Every failure is a value, and it takes at most five seconds. One caller at a time for a node.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="url">Where its server is.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public Task<SelfReport> AskAsync(string name, Uri url, CancellationToken ct)
    {
        if (!_nodes.TryGetValue(name, out var node) || node.Url != url)
        {
            _nodes[name] = node = (url, new NodeRpc(url, _http, time));
        }

        return node.Rpc.AskAsync(ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
