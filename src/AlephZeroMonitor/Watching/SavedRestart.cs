using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Watching;

/// <summary>A restart of ours.</summary>
/// <param name="DecisionId">The decision that asked for it.</param>
/// <param name="Node">The container's name.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Outcome">How it ended; null while it is under way.</param>
internal sealed record SavedRestart(long DecisionId, string Node, Decision Decision, RestartOutcome? Outcome);
