namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>An invariant that did not hold.</summary>
/// <param name="Invariant">Its name: S1 to S10, L1 to L6.</param>
/// <param name="Seed">The world's seed, which alone reproduces it.</param>
/// <param name="Node">The node's number.</param>
/// <param name="At">When, in seconds since the world began.</param>
/// <param name="What">What happened.</param>
internal sealed record Violation(string Invariant, ulong Seed, int Node, double At, string What)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Invariant} broken by seed {Seed}, node {Node}, at {At:0.00} s: {What} (SIMULATION_SEED={Seed} prints the whole)");
}
