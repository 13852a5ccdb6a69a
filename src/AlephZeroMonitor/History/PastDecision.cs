namespace AlephZeroMonitor.History;

/// <summary>A decision as it was saved, with all that it was made from as JSON.</summary>
/// <param name="Id">Its id; grows with time.</param>
/// <param name="Node">The node.</param>
/// <param name="At">The observation's time.</param>
/// <param name="Reason">The reason's name.</param>
/// <param name="Hold">The hold's name.</param>
/// <param name="Lag">The lag in blocks.</param>
/// <param name="Best">The node's best block.</param>
/// <param name="Head">The network's head.</param>
/// <param name="Restarts">It asked for a restart, and nothing held it.</param>
/// <param name="Record">The records as JSON; null when not asked for.</param>
internal sealed record PastDecision(
    long Id, string Node, DateTimeOffset At, string Reason, string Hold, uint? Lag, uint? Best, uint? Head, bool Restarts, DecisionRecord? Record = null);
