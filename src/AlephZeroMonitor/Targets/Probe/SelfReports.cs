namespace AlephZeroMonitor.Targets.Probe;

/// <summary>What the node reports of itself, which stands for its log.</summary>
internal sealed class SelfReports(string name, INetwork network, NodeAddresses addresses, TimeProvider time)
{
    private readonly BestTrail _trail = new();
    private SelfReport? _rpc;
    private SelfReport? _metrics;

    /// <summary>The node's process; null while its start is not known.</summary>
    public NodeLife? Life { get; private set; }

    /// <summary>The facts of this life.</summary>
    public NodeFacts Facts { get; private set; } = NodeFacts.None;

    /// <summary>Why the node's process is not known.</summary>
    public string Problem => (_metrics?.Failure, _rpc?.Failure) switch
    {
        ({ } metrics, { } rpc) =>
            $"the node answers neither at {Address.Of(addresses.Metrics!)} ({EndpointText.Of(metrics)}) nor at {Address.Of(addresses.Rpc!)} ({EndpointText.Of(rpc)}). "
            + "It must be in this pod, with its metrics at NODE_METRICS_URL and its RPC server at NODE_RPC_URL",
        ({ } metrics, null) =>
            $"the node's metrics at {Address.Of(addresses.Metrics!)} don't answer ({EndpointText.Of(metrics)}), so it is not known when it started. "
            + "Set NODE_METRICS_URL to them, and run the node without --no-prometheus",
        _ => $"the metrics at {Address.Of(addresses.Metrics!)} have no substrate_process_start_time_seconds: are they the node's own?",
    };

    /// <summary>Asks the node.</summary>
    public async ValueTask AskAsync(CancellationToken ct)
    {
        (_rpc, _metrics) = await network.AskNodeAsync(name, addresses, ct);
        var life = _metrics?.StartedAt is { } at ? new NodeLife($"{at.ToUnixTimeSeconds()}", at) : (NodeLife?)null;
        if (life is not null && life != Life)
        {
            _trail.Clear();
        }

        Life = life;
        Facts = life is null ? NodeFacts.None : FactsOf(life.Value.StartedAt);
    }

    private NodeFacts FactsOf(DateTimeOffset startedAt)
    {
        var (node, now) = (NodeEvidence.Join(NodeFacts.None, _rpc, _metrics), TimeOf(time.GetUtcNow()));
        if (node.Best is { } best)
        {
            _trail.Add(now, best);
        }

        return new NodeFacts
        {
            NodeStartedAt = TimeOf(startedAt),
            ChainName = _rpc?.ChainName,
            Best = node.Best,
            BestAt = node.Best is null ? null : now,
            Finalized = node.Finalized,
            Target = _rpc?.SyncTarget ?? _metrics?.SyncTarget,
            Peers = node.Peers,
            MajorSync = (_rpc?.IsSyncing ?? _metrics?.IsSyncing, node) switch
            {
                (_, { MajorSync: MajorSync.In }) => MajorSync.In,

                // Without peers a node knows of no block to sync towards.
                (false, { Peers: not 0 }) => MajorSync.Left,
                _ => MajorSync.NotSeen,
            },
            Trail = _trail.ToImmutable(),
        };
    }

    private static LogTime TimeOf(DateTimeOffset at) => new((at - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
}
