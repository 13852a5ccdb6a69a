namespace AlephZeroMonitor.Core;

/// <summary>How a restart ended.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Detail">What the engine said, or what was found, for people.</param>
/// <param name="Took">How long it took.</param>
/// <param name="NewLifeStartedAt">When the container was started again, by the engine's clock; null when it wasn't.</param>
public sealed record RestartOutcome(RestartResult Result, string Detail, TimeSpan Took, DateTimeOffset? NewLifeStartedAt = null);
