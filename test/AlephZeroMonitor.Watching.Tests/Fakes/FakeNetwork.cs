using System.Collections.Concurrent;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>A network that shows what a test sets, and writes down what it is asked.</summary>
internal sealed class FakeNetwork(ConcurrentQueue<string> journal) : INetwork
{
    public const string Chain = "Aleph Zero";

    /// <inheritdoc/>
    public event Action<uint>? HeadMoved;

    /// <inheritdoc/>
    public NetworkView View { get; private set; } = Of(1005);

    /// <summary>How old answers might be, each time that the head was asked for.</summary>
    public ConcurrentQueue<double> MaxAges { get; } = [];

    public Func<Task<IReadOnlyList<string>>> Hashes { get; set; } = () => Task.FromResult<IReadOnlyList<string>>([]);

    public Func<Task<IReadOnlyList<uint>>> Finalized { get; set; } = () => Task.FromResult<IReadOnlyList<uint>>([]);

    public (SelfReport? Rpc, SelfReport? Metrics) Reports { get; set; }

    public bool IsListenedTo => HeadMoved is not null;

    public void Raise(uint head) => HeadMoved?.Invoke(head);

    /// <summary>So many endpoints answered once.</summary>
    public void Show(uint head, int endpoints = 2) => View = Of(head, endpoints);

    /// <inheritdoc/>
    public ValueTask<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct)
    {
        journal.Enqueue("ask network");
        MaxAges.Enqueue(maxAge.TotalSeconds);
        return new(View);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct)
    {
        journal.Enqueue($"hashes at {block}");
        return Hashes();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct)
    {
        journal.Enqueue("finalized");
        return Finalized();
    }

    /// <inheritdoc/>
    public ValueTask<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(string node, NodeAddresses addresses, CancellationToken ct)
    {
        journal.Enqueue("ask node");
        return new(Reports);
    }

    private static NetworkView Of(uint head, int endpoints = 2) => new([.. Enumerable.Range(1, endpoints).Select(i =>
        new EndpointView { Host = $"endpoint{i}", Chain = Chain }.Answered(new HeadSample(head, TimeSpan.Zero)))]);
}
