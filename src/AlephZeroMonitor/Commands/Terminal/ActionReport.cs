namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What <c>pause --json</c> and <c>resume --json</c> print.</summary>
/// <param name="Node">The node.</param>
/// <param name="Action">"pause" or "resume".</param>
/// <param name="Minutes">How long a pause lasts.</param>
internal sealed record ActionReport(string Node, string Action, int? Minutes = null);
