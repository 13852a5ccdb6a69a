using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What <c>restart --json</c> prints: what became of the request.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">The decision that was made with the request in view.</param>
/// <param name="Hold">What held the restart; null when nothing did, or when nothing could be judged.</param>
/// <param name="HoldUntil">When the hold ends; null where it has no set end.</param>
/// <param name="Result">How the restart ended; null when there was none.</param>
/// <param name="Detail">What the engine said, or why nothing could be judged.</param>
/// <param name="TookSeconds">Seconds that it took.</param>
internal sealed record RestartReport(
    string Node, Reason Reason, Hold? Hold = null, DateTimeOffset? HoldUntil = null, RestartResult? Result = null, string? Detail = null, double? TookSeconds = null);
