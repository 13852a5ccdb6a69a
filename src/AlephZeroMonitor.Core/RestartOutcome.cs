namespace AlephZeroMonitor.Core;

/// <summary>How a restart ended.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Detail">What the engine said, or what was found, for people.</param>
/// <param name="Took">How long it took.</param>
public sealed record RestartOutcome(RestartResult Result, string Detail, TimeSpan Took);
