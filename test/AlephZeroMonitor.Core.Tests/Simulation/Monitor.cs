using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core.Simulation;

/// <summary>What is tested: the heart's functions, or ones with an error planted in them.</summary>
internal sealed record Monitor
{
    /// <summary>Judges an observation.</summary>
    public delegate (NodeState State, Decision Decision) Decider(NodeState state, Observation seen, Policy policy);

    /// <summary>The real thing.</summary>
    public static Monitor Real { get; } = new();

    /// <summary>See <see cref="Watchdog.Decide"/>.</summary>
    public Decider Decide { get; init; } = Watchdog.Decide;

    /// <summary>See <see cref="RestartStreak.Carry"/>.</summary>
    public Func<RestartStreak, ClockReading, ClockReading, RestartStreak> Carry { get; init; } = (streak, saved, now) => streak.Carry(saved, now);

    /// <summary>See <see cref="NetworkView.HeadFor"/>.</summary>
    public Func<NetworkView, string?, Head> HeadFor { get; init; } = (network, chain) => network.HeadFor(chain);
}
