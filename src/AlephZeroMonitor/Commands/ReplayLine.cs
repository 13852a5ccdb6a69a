namespace AlephZeroMonitor.Commands;

/// <summary>A decision in a replay.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">The node.</param>
/// <param name="At">When it was made.</param>
/// <param name="What">What was and what would be.</param>
internal sealed record ReplayLine(long Id, string Node, DateTimeOffset At, string What);
