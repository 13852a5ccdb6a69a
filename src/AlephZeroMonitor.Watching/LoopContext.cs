namespace AlephZeroMonitor.Watching;

/// <summary>What the loops of all nodes share.</summary>
/// <param name="Network">The network.</param>
/// <param name="History">The history.</param>
/// <param name="Projections">All who show what happens.</param>
/// <param name="Fleet">The other nodes.</param>
/// <param name="Time">The clock.</param>
/// <param name="BootId">The boot of the machine that the clock's time stamps count from.</param>
public sealed record LoopContext(INetwork Network, IHistory History, IProjection Projections, Fleet Fleet, TimeProvider Time, string BootId)
{
    /// <summary>What judges.</summary>
    internal LoopFunctions Functions { get; init; } = new();

    /// <summary>The ids of what operators ask for.</summary>
    internal RequestIds RequestIds { get; init; } = new();
}

/// <summary>The pure functions that the loop calls. The simulator plants errors here, to see that they are caught.</summary>
internal sealed record LoopFunctions
{
    public delegate (NodeState State, Decision Decision) Decider(NodeState state, Observation seen, Policy policy);

    public Decider Decide { get; init; } = Watchdog.Decide;

    public Func<RestartStreak, ClockReading, ClockReading, RestartStreak> Carry { get; init; } = (streak, saved, now) => streak.Carry(saved, now);

    public Func<NetworkView, NodeKnowledge, Head> HeadFor { get; init; } = (network, node) => network.HeadFor(node);
}
