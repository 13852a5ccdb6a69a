namespace AlephZeroMonitor.History;

/// <summary>What an operator did, or an alert that restarts don't help.</summary>
/// <param name="Node">The node.</param>
/// <param name="At">When.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">What was done.</param>
internal sealed record PastAction(string Node, DateTimeOffset At, string Who, string What);
