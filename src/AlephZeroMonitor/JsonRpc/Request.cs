namespace AlephZeroMonitor.JsonRpc;

/// <summary>A JSON-RPC 2.0 request.</summary>
internal static class Request
{
    /// <summary>The latest block's header.</summary>
    public const string GetHeader = "chain_getHeader";

    /// <summary>The chain's name.</summary>
    public const string GetChain = "system_chain";

    /// <summary>Headers of new blocks, as they come.</summary>
    public const string SubscribeHeads = "chain_subscribeNewHeads";

    /// <summary>The request's text; the method's name needs no escape.</summary>
    public static string Text(int id, string method) => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":[]}""";
}
