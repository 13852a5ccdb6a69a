namespace AlephZeroMonitor.Watching;

/// <summary>What the loops of all nodes share.</summary>
/// <param name="Network">The network.</param>
/// <param name="History">The history.</param>
/// <param name="Projections">All who show what happens.</param>
/// <param name="Fleet">The other nodes.</param>
/// <param name="Time">The clock.</param>
/// <param name="BootId">The boot of the machine that the clock's time stamps count from.</param>
public sealed record LoopContext(INetwork Network, IHistory History, IProjection Projections, Fleet Fleet, TimeProvider Time, string BootId);
