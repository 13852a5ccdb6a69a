namespace AlephZeroMonitor.History;

/// <summary>An operator's request to restart a node.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
internal sealed record RestartRequest(DateTimeOffset At, string By);
