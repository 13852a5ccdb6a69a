using System.Collections.Concurrent;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Asks the watched nodes themselves, where their RPC or their metrics are set.</summary>
internal sealed class NodeReports(TimeProvider time) : IDisposable
{
    /// <summary>How long a node may take for its answers.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Uri Url, NodeRpc Rpc)> _rpcs = new();
    private readonly ConcurrentDictionary<string, (Uri Url, NodePage Page)> _pages = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>What a node's RPC says now. Every failure is a value. One caller at a time for a node.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="url">Where its server is; null: it isn't asked.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    /// <returns>The report; null when it wasn't asked.</returns>
    public async Task<SelfReport?> AskRpcAsync(string name, Uri? url, CancellationToken ct) =>
        url is null ? null : WithoutKeys(url, await At(_rpcs, name, url, () => new NodeRpc(new HttpCaller(url, _http, time, "NODE_RPC_URL"), time)).AskAsync(ct));

    /// <summary>What a node's metrics say now. Every failure is a value. One caller at a time for a node.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="url">Where they are; null: they aren't asked for.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    /// <returns>The report; null when they weren't asked for.</returns>
    public async Task<SelfReport?> AskMetricsAsync(string name, Uri? url, CancellationToken ct) =>
        url is null ? null : WithoutKeys(url, await At(_pages, name, url, () => new NodePage(url, _http, time)).AskAsync(ct));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static SelfReport WithoutKeys(Uri url, SelfReport report) =>
        report.Problem is { } problem ? report with { Problem = Address.WithoutKeys(url, problem) } : report;

    /// <summary>A container of the same name may later have another address.</summary>
    private static T At<T>(ConcurrentDictionary<string, (Uri Url, T Asker)> askers, string name, Uri url, Func<T> make)
    {
        if (!askers.TryGetValue(name, out var known) || known.Url != url)
        {
            askers[name] = known = (url, make());
        }

        return known.Asker;
    }
}
