namespace AlephZeroMonitor.History;

/// <summary>A member in which a decision that was made again differs from the saved one.</summary>
/// <param name="Member">The member's path.</param>
/// <param name="Saved">Its saved value, as JSON.</param>
/// <param name="Now">Its value now, as JSON.</param>
internal sealed record RecordDifference(string Member, string Saved, string Now);
