namespace AlephZeroMonitor.History;

/// <summary>An operator's pause of a node.</summary>
/// <param name="At">Since when.</param>
/// <param name="By">Who.</param>
/// <param name="Until">Until when; null: until it is lifted.</param>
internal sealed record NodePause(DateTimeOffset At, string By, DateTimeOffset? Until);
