using System.Diagnostics;

namespace NodeSimulator;

/// <summary>What a JSON-RPC server tells of its chain. The functions are called at each request, from any thread.</summary>
public sealed class ChainView
{
    private const uint BlocksToFinality = 2;
    private static readonly DateTimeOffset ProcessStart = Process.GetCurrentProcess().StartTime;

    /// <summary>The latest block.</summary>
    public required Func<uint> Head { get; init; }

    /// <summary>The latest finalized block; two behind the head when nothing else is set.</summary>
    public Func<uint> Finalized { get => field ?? (() => Block.Minus(Head(), BlocksToFinality)); init; }

    /// <summary>The highest block that the node knows of; the head when nothing else is set.</summary>
    public Func<uint> Highest { get => field ?? Head; init; }

    /// <summary>The block that the node started from.</summary>
    public Func<uint> Starting { get; init; } = () => 0;

    /// <summary>The chain's name.</summary>
    public Func<string> ChainName { get; init; } = () => "Aleph Zero";

    /// <summary>The number of connected peers.</summary>
    public Func<int> Peers { get; init; } = () => 45;

    /// <summary>Whether the node is in major sync.</summary>
    public Func<bool> IsSyncing { get; init; } = () => false;

    /// <summary>The blocks that the node has prepared for proposing.</summary>
    public Func<uint> Prepared { get; init; } = () => 0;

    /// <summary>When the node's process began.</summary>
    public Func<DateTimeOffset> StartedAt { get; init; } = () => ProcessStart;
}
