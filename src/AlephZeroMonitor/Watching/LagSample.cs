namespace AlephZeroMonitor.Watching;

/// <summary>A node's lag in one minute.</summary>
/// <param name="At">The minute's begin.</param>
/// <param name="Lag">The greatest lag in it, in blocks.</param>
internal readonly record struct LagSample(DateTimeOffset At, uint Lag);
