namespace AlephZeroMonitor.Core.Logs;

/// <summary>The best block at a time.</summary>
/// <param name="At">The time of the evidence.</param>
/// <param name="Best">The best block.</param>
public readonly record struct BestSample(LogTime At, uint Best);
