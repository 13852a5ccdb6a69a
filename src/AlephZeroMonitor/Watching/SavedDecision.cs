using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Watching;

/// <summary>A decision that changed something, with all that it was made from.</summary>
/// <param name="Id">Its id; later ones are greater.</param>
/// <param name="Node">The container's name.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Policy">By which settings.</param>
internal sealed record SavedDecision(long Id, string Node, Observation Seen, Decision Decision, Policy Policy);
