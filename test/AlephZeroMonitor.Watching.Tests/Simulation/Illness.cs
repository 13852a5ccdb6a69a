namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What is wrong with a node.</summary>
internal enum Illness
{
    /// <summary>Nothing: it follows the head, or catches up with it.</summary>
    None,

    /// <summary>It imports nothing.</summary>
    Frozen,

    /// <summary>It imports more slowly than the network makes blocks.</summary>
    Slow,

    /// <summary>It dies again and again, and the engine starts it again.</summary>
    Flapping,

    /// <summary>It follows the head of another fork; its log shows nothing of that.</summary>
    Forked,

    /// <summary>Its log stands still while the node goes on.</summary>
    Mute,

    /// <summary>Its log tells blocks far ahead of the true ones.</summary>
    Boasting,

    /// <summary>It runs, but comes to no block.</summary>
    Blockless,
}
