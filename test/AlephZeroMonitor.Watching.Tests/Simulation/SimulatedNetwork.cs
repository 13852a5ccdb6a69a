using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The world's endpoints, as the loop knows the network.</summary>
internal sealed class SimulatedNetwork(World world) : INetwork
{
    /// <inheritdoc/>
    public event Action<uint>? HeadMoved
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public NetworkView View => world.Network;

    /// <inheritdoc/>
    public ValueTask<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct) => new(world.Ask());

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct) => Task.FromResult<IReadOnlyList<uint>>([]);

    /// <inheritdoc/>
    public ValueTask<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(string node, NodeAddresses addresses, CancellationToken ct) => default;
}
