namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>One check of one node: the truth at that time, what was seen, and what was decided.</summary>
/// <param name="SeenAt">When it was seen, in true time.</param>
/// <param name="At">When the engine would be asked; when nothing asks for a restart, the same.</param>
/// <param name="Node">The node, as it is when the engine would be asked.</param>
/// <param name="Ledger">The account up to before this check.</param>
/// <param name="World">The rest of the world.</param>
/// <param name="Seen">What the monitor saw.</param>
/// <param name="Decision">What it decided.</param>
/// <param name="Asked">What the engine is now asked for.</param>
internal readonly record struct Check(double SeenAt, double At, SimulatedNode Node, Ledger Ledger, World World, Observation Seen, Decision Decision, Remedy Asked)
{
    /// <summary>What people were told of the node, this check included.</summary>
    public required Told Told { get; init; }

    /// <summary>The engine is now asked for a restart.</summary>
    public bool IsAsked => Asked == Remedy.Restart;

    /// <summary>The settings.</summary>
    public Policy Policy => World.Traits.Policy;

    /// <summary>The lag that the log and the true head showed when it was looked at.</summary>
    public double ShownLag => Math.Max(0, World.Chain.HeadAt(SeenAt) - (Seen.Facts.Best ?? 0));

    /// <summary>How long the back-off says to wait after so many restarts in a row.</summary>
    public double WaitAfter(int restarts)
    {
        var cooldown = Policy.RestartCooldown.TotalSeconds;
        return restarts == 0 ? 0 : Math.Min(cooldown * Math.Pow(2, restarts - 1), Math.Max(cooldown, Policy.RestartBackoffMax.TotalSeconds));
    }
}
