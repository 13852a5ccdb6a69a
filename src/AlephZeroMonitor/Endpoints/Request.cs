namespace AlephZeroMonitor.Endpoints;

/// <summary>A JSON-RPC 2.0 request.</summary>
internal static class Request
{
    /// <summary>The latest block's header.</summary>
    public const string GetHeader = "chain_getHeader";

    /// <summary>The hash of the latest finalized block.</summary>
    public const string GetFinalizedHead = "chain_getFinalizedHead";

    /// <summary>The hash of the block at a height, which is given in hexadecimal.</summary>
    public const string GetBlockHash = "chain_getBlockHash";

    /// <summary>Peers, and whether the node is in major sync.</summary>
    public const string GetHealth = "system_health";

    /// <summary>The block that the node syncs towards.</summary>
    public const string GetSyncState = "system_syncState";

    /// <summary>The chain's name.</summary>
    public const string GetChain = "system_chain";

    /// <summary>Headers of new blocks, as they come.</summary>
    public const string SubscribeHeads = "chain_subscribeNewHeads";

    /// <summary>The request's text. Neither the method's name nor the parameter, a hash or a hexadecimal number, needs an escape.</summary>
    public static string Text(int id, string method, string? hash = null) =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":[{{(hash is null ? "" : $"\"{hash}\"")}}]}""";
}
