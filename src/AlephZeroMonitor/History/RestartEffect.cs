namespace AlephZeroMonitor.History;

/// <summary>What a restart did for the node. The names are API.</summary>
internal enum RestartEffect
{
    /// <summary>The node came within BLOCK_LAG_20 of the head and stayed there.</summary>
    Recovered,

    /// <summary>The lag is about what it was.</summary>
    NoChange,

    /// <summary>The node fell further behind.</summary>
    Worse,
}
