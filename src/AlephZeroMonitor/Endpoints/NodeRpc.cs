using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Asks a node itself by its RPC. One caller at a time.</summary>
/// <param name="caller">Calls the node's RPC server.</param>
/// <remarks>Source of the methods: Substrate's sc-rpc.</remarks>
internal sealed class NodeRpc(HttpCaller caller, TimeProvider time)
{
    private const int HealthId = 1;
    private const int HeaderId = 2;
    private const int SyncStateId = 3;
    private const int ChainId = 4;

    private readonly ChainRpc _chain = new(caller, NodeReports.AnswerTimeout);

    /// <summary>What the node reports now. Every failure is a value. Takes at most <see cref="NodeReports.AnswerTimeout"/>.</summary>
    public async Task<SelfReport> AskAsync(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(NodeReports.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        var asksHealth = _chain.AskAsync(HealthId, Request.GetHealth, null, either.Token, ct);
        var asksBest = _chain.AskAsync(HeaderId, Request.GetHeader, null, either.Token, ct);
        var asksSync = _chain.AskAsync(SyncStateId, Request.GetSyncState, null, either.Token, ct);
        var asksChain = _chain.AskAsync(ChainId, Request.GetChain, null, either.Token, ct);
        var finalized = await _chain.FinalizedAsync(either.Token, ct);
        var (health, best, sync, chain) = (await asksHealth, (await asksBest).Header, await asksSync, await asksChain);
        return new SelfReport
        {
            Best = best.Number,
            Finalized = finalized.Number,
            FinalizedHash = finalized.Hash,
            Peers = health.Peers,
            IsSyncing = health.IsSyncing,
            SyncTarget = sync.HighestBlock,
            ChainName = chain.ChainName,
            Failure = best.Problem ?? finalized.Problem ?? health.Problem ?? sync.Problem,
        };
    }
}
