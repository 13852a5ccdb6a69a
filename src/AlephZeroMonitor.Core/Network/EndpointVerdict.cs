using AlephZeroMonitor.Core.Chains;

namespace AlephZeroMonitor.Core.Network;

/// <summary>What an endpoint's answer is worth for one node, the best first. Names are API; docs/endpoints.md explains them.</summary>
public enum EndpointState
{
    /// <summary>It counts.</summary>
    Trusted,

    /// <summary>It counts, but its head hasn't moved for <see cref="EndpointView.StaleAfter"/>.</summary>
    Stale,

    /// <summary>It answers, but with a head that is further below the node's own best block than a true head can be.</summary>
    Behind,

    /// <summary>It answers, but with a head that the chain can't have, or with the heads of two servers.</summary>
    Implausible,

    /// <summary>It answers, but for another chain than the node's.</summary>
    OtherChain,

    /// <summary>It gives no answer that can be used.</summary>
    Down,
}

/// <summary>What an endpoint's answer is worth for one node, and why.</summary>
/// <param name="Host">The endpoint's scheme, host and port.</param>
/// <param name="State">What its answer is worth.</param>
public readonly record struct EndpointVerdict(string Host, EndpointState State)
{
    /// <summary>The block that it counts with; null when it doesn't count.</summary>
    public uint? Block { get; init; }

    /// <summary>When it is down: why.</summary>
    public EndpointProblem? Problem { get; init; }

    /// <summary>When it serves another chain: which.</summary>
    public string? Chain { get; init; }

    /// <summary>When it serves another chain: the node's; null when that is unknown.</summary>
    public string? NodeChain { get; init; }

    /// <summary>When its head jumped: from this block.</summary>
    public uint? From { get; init; }

    /// <summary>When its head can't be true: the head.</summary>
    public uint? Head { get; init; }

    /// <summary>How long its jump took, or how long its head hasn't moved.</summary>
    public TimeSpan? Over { get; init; }

    /// <summary>When its head is above the highest block that the chain can have: that block.</summary>
    public uint? Highest { get; init; }

    /// <summary>When it is behind the node: the node's best block.</summary>
    public uint? NodeBest { get; init; }

    /// <summary>When two servers answer behind its address: how many blocks one is behind the other.</summary>
    public uint? BackendsApart { get; init; }
}

/// <summary>What is known of a node, by which endpoints are judged.</summary>
/// <param name="Chain">The name of its chain; null when unknown.</param>
/// <param name="Best">Its best block; null when unknown.</param>
/// <param name="Tolerance">BLOCK_LAG_20.</param>
/// <param name="At">When that was known, by the machine's clock; null: when the endpoints answered.</param>
public readonly record struct NodeKnowledge(
    string? Chain, uint? Best = null, uint Tolerance = ChainProfile.MaxUnfinalized, DateTimeOffset? At = null)
{
    /// <summary>The node's block proves that the network is past this one: it can't belong to a fork of the node's own.</summary>
    public bool IsPast(long block) => Best is { } best && block + Math.Max(Tolerance, ChainProfile.MaxUnfinalized) < best;
}
