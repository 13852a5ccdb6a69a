namespace AlephZeroMonitor.Core;

/// <summary>An operator paused the restarts of this node.</summary>
/// <param name="By">Who, as far as it is known.</param>
/// <param name="Left">How long it still lasts; null: until somebody resumes it.</param>
public sealed record Pause(string By, TimeSpan? Left);
