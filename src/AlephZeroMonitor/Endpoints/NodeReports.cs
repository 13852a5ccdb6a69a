using System.Collections.Concurrent;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Asks the watched nodes themselves, where the addresses of their RPC or their metrics are known.</summary>
internal sealed class NodeReports(HttpClient http, TimeProvider time)
{
    /// <summary>How long a node may take for its answers.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Uri Url, NodeRpc Rpc)> _rpcs = new();
    private readonly ConcurrentDictionary<string, (Uri Url, NodePage Page)> _pages = new();

    /// <summary>What a node's RPC reports now. Every failure is a value. One caller at a time for a node.</summary>
    /// <param name="url">Where its server is; null: it isn't asked.</param>
    /// <returns>The report; null when it wasn't asked.</returns>
    public async Task<SelfReport?> AskRpcAsync(string node, Uri? url, CancellationToken ct) =>
        url is null
            ? null
            : WithoutKeys(url, await At(_rpcs, node, url, () => new NodeRpc(new HttpCaller(url, http, time), time)).AskAsync(ct));

    /// <summary>What a node's metrics report now. Every failure is a value. One caller at a time for a node.</summary>
    /// <param name="url">Where they are; null: they aren't asked for.</param>
    /// <returns>The report; null when they weren't asked for.</returns>
    public async Task<SelfReport?> AskMetricsAsync(string node, Uri? url, CancellationToken ct) =>
        url is null ? null : WithoutKeys(url, await At(_pages, node, url, () => new NodePage(url, http, time)).AskAsync(ct));

    private static SelfReport WithoutKeys(Uri url, SelfReport report) =>
        report.Failure is { } failure ? report with { Failure = Said.WithoutKeys(url, failure) } : report;

    /// <summary>A node of the same name may later have another address.</summary>
    private static T At<T>(ConcurrentDictionary<string, (Uri Url, T Asker)> askers, string node, Uri url, Func<T> make)
    {
        if (!askers.TryGetValue(node, out var known) || known.Url != url)
        {
            askers[node] = known = (url, make());
        }

        return known.Asker;
    }
}
