namespace AlephZeroMonitor.Watching;

/// <summary>What an operator asked for.</summary>
/// <param name="At">When.</param>
/// <param name="Node">The container's name.</param>
/// <param name="What">"restart", "pause for 60 min", "resume", "dry run".</param>
/// <param name="By">Who, as far as it is known.</param>
internal sealed record OperatorAction(DateTimeOffset At, string Node, string What, string By);
