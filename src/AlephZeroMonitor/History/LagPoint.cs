namespace AlephZeroMonitor.History;

/// <summary>The lag over a step of time.</summary>
/// <param name="At">When the step begins.</param>
/// <param name="Lag">The greatest lag in it; null when it was not known.</param>
/// <param name="Best">The node's best block at that lag.</param>
/// <param name="Head">The network's head at that lag.</param>
internal sealed record LagPoint(DateTimeOffset At, uint? Lag, uint? Best, uint? Head);
