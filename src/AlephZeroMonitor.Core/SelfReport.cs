using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core;

/// <summary>What a node reported of itself when it was asked at a check, by its RPC or by its metrics. What it did not report is null.</summary>
public sealed record SelfReport
{
    /// <summary>The best block.</summary>
    public uint? Best { get; init; }

    /// <summary>The finalized block.</summary>
    public uint? Finalized { get; init; }

    /// <summary>The finalized block's hash: 0x and 64 hexadecimal digits.</summary>
    public string? FinalizedHash { get; init; }

    /// <summary>Connected peers.</summary>
    public uint? Peers { get; init; }

    /// <summary>The node is in major sync.</summary>
    public bool? IsSyncing { get; init; }

    /// <summary>The block that the node syncs towards: the highest that it knows of from its peers.</summary>
    public uint? SyncTarget { get; init; }

    /// <summary>Blocks that the node has prepared for proposing since its process began; only its metrics report it.</summary>
    public uint? BlocksPrepared { get; init; }

    /// <summary>The name of its chain, such as "Aleph Zero"; only its RPC reports it.</summary>
    public string? ChainName { get; init; }

    /// <summary>When its process began, by its own clock; only its metrics report it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The first thing that went wrong in asking; null when nothing did.</summary>
    public EndpointProblem? Failure { get; init; }
}
