namespace AlephZeroMonitor.History;

/// <summary>How a node life ended.</summary>
/// <param name="At">When.</param>
/// <param name="ExitCode">The container's exit code; null when not known.</param>
/// <param name="IsOutOfMemory">The kernel killed it for memory.</param>
/// <param name="By">Who ended it; null when not known.</param>
internal sealed record LifeEnd(DateTimeOffset At, int? ExitCode, bool IsOutOfMemory, string? By)
{
    /// <summary>This monitor, by a restart.</summary>
    public const string ByMonitor = "alephzero-monitor";
}
