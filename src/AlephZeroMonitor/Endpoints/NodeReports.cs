using System.Collections.Concurrent;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Asks the watched nodes themselves, where the addresses of their RPC or their metrics are known.</summary>
internal sealed class NodeReports(HttpClient http, TimeProvider time)
{
    /// <summary>How long a node may take for its answers.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (NodeAddresses Addresses, NodeRpc? Rpc, NodePage? Page)> _nodes = new();

    /// <summary>What a node reports now; null for what it is not asked. Every failure is a value. One caller at a time for a node.</summary>
    public async Task<(SelfReport? Rpc, SelfReport? Metrics)> AskAsync(string node, NodeAddresses addresses, CancellationToken ct)
    {
        // A node of the same name may later have other addresses.
        if (!_nodes.TryGetValue(node, out var known) || known.Addresses != addresses)
        {
            var rpcCaller = addresses.Rpc is { } url ? new NodeRpc(new HttpCaller(url, http, time), time) : null;
            _nodes[node] = known = (addresses, rpcCaller, addresses.Metrics is { } page ? new NodePage(page, http, time) : null);
        }

        var (rpc, metrics) = (AskAsync(known.Rpc?.AskAsync(ct), addresses.Rpc), AskAsync(known.Page?.AskAsync(ct), addresses.Metrics));
        return (await rpc, await metrics);
    }

    private static async Task<SelfReport?> AskAsync(Task<SelfReport>? asked, Uri? url) => asked is null ? null : await asked switch
    {
        { Failure: { } failure } report => report with { Failure = Said.WithoutKeys(url!, failure) },
        var report => report,
    };
}
