namespace AlephZeroMonitor.Core;

/// <summary>Where the node's best block is known from. Names are API.</summary>
public enum BestSource
{
    /// <summary>The node's log.</summary>
    Log,

    /// <summary>The node's own RPC, which knows of a higher block than the log.</summary>
    NodeRpc,

    /// <summary>The node's own metrics, which know of a higher block than log and RPC.</summary>
    NodeMetrics,
}
