namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What an endpoint does for a while.</summary>
internal enum EndpointMode
{
    /// <summary>It tells the head, at most a few blocks late.</summary>
    Honest,

    /// <summary>It gives no answer.</summary>
    Silent,

    /// <summary>It repeats the head that it had.</summary>
    Stale,

    /// <summary>It tells a head far above or below the true one.</summary>
    Lying,

    /// <summary>It drifts away from the true head, so slowly that each answer is plausible.</summary>
    Drifting,

    /// <summary>It serves another chain.</summary>
    OtherChain,
}
