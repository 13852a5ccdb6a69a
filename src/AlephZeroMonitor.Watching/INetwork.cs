namespace AlephZeroMonitor.Watching;

/// <summary>The network, as its endpoints and the nodes themselves report it.</summary>
/// <remarks>Every failure is a value. Calls throw only when their token ends them, or for a bug. Any thread may call.</remarks>
public interface INetwork
{
    /// <summary>An endpoint reports a new head, true or not. Handlers must not block.</summary>
    event Action<uint>? HeadMoved;

    /// <summary>What is known by now, without asking.</summary>
    NetworkView View { get; }

    /// <summary>The network as it is now.</summary>
    /// <param name="maxAge">How old answers may be that came before; nodes that are checked together share them.</param>
    ValueTask<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct);

    /// <summary>The hashes that the trusted endpoints have of the block at a height.</summary>
    /// <param name="nodeChain">The name of the node's chain; null when unknown.</param>
    Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct);

    /// <summary>The latest finalized block of each trusted endpoint that reports it.</summary>
    /// <param name="nodeChain">The name of the node's chain; null when unknown.</param>
    Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct);

    /// <summary>What a node reports of itself; null for what it is not asked.</summary>
    /// <param name="addresses">Where it is asked.</param>
    ValueTask<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(string node, NodeAddresses addresses, CancellationToken ct);
}
