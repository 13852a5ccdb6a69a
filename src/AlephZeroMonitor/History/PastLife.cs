namespace AlephZeroMonitor.History;

/// <summary>A node life as it was seen.</summary>
/// <param name="Node">The node.</param>
/// <param name="InstanceId">The container.</param>
/// <param name="StartedAt">When it began, by the engine's clock.</param>
/// <param name="EndedAt">When it ended; null while it lasts, or when the end was not seen.</param>
/// <param name="ExitCode">The container's exit code.</param>
/// <param name="IsOutOfMemory">The kernel killed it for memory.</param>
/// <param name="EndedBy">Who ended it, such as "alephzero-monitor" or "somebody else"; null when not known.</param>
internal sealed record PastLife(
    string Node, string InstanceId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long? ExitCode, bool IsOutOfMemory, string? EndedBy);
