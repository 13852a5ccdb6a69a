namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Something that happened to a container.</summary>
/// <param name="ContainerId">The container's id.</param>
/// <param name="Name">Its name at that moment.</param>
/// <param name="Action">Docker's word for it: start, die, kill, destroy, rename, pause, …</param>
/// <param name="At">When, by Docker's clock.</param>
/// <param name="Signal">The signal that was sent, for a kill.</param>
/// <param name="ExitCode">The exit code, for a die.</param>
internal sealed record ContainerEvent(string ContainerId, string Name, string Action, DateTimeOffset At, string? Signal = null, string? ExitCode = null);
