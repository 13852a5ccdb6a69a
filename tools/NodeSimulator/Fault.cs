namespace NodeSimulator;

/// <summary>What is wrong with a JSON-RPC endpoint. The simulated nodes, who are the network's peers, don't suffer from it.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>HTTP 500.</summary>
    Error500,

    /// <summary>HTTP 200 with bytes that are neither JSON nor UTF-8.</summary>
    Garbage,

    /// <summary>A valid answer whose result is null.</summary>
    NullResult,

    /// <summary>A JSON-RPC error.</summary>
    RpcError,

    /// <summary>The request is accepted and never answered.</summary>
    Silent,

    /// <summary>The right answer, a byte a second. By WebSocket: silent.</summary>
    SlowDrip,

    /// <summary>An answer that goes on until it has 1 GB. By WebSocket: silent.</summary>
    HugeBody,

    /// <summary>The right answer to another request.</summary>
    WrongId,

    /// <summary>The answers of another chain: another name, and a head of a quarter of the height.</summary>
    WrongChain,

    /// <summary>The head is told 10,000 too high.</summary>
    Lie,

    /// <summary>The head is told 1,000 too low.</summary>
    Backwards,

    /// <summary>The head is the highest number that there is.</summary>
    Absurd,

    /// <summary>Every other answer about the head is 4,000 too low, as from a second server.</summary>
    TwoBackends,

    /// <summary>HTTP 403 with a text.</summary>
    Forbidden,

    /// <summary>HTTP 429, come again in five seconds.</summary>
    RateLimited,

    /// <summary>The connection is aborted in the middle of the answer.</summary>
    Reset,
}
