namespace AlephZeroMonitor.Http.Api;

/// <summary>A node life: from a start of the container to its end.</summary>
internal sealed record LifeEntry
{
    /// <summary>The container's name.</summary>
    public required string Node { get; init; }

    /// <summary>The container's id: a container that is made anew has another one.</summary>
    public required string InstanceId { get; init; }

    /// <summary>When it began, by the engine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it lasts, and when its end was not seen: then it ended at the latest when the node's next life began.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The exit code that the engine tells; null when the end was not seen.</summary>
    public long? ExitCode { get; init; }

    /// <summary>The kernel killed it for memory.</summary>
    public bool IsOutOfMemory { get; init; }

    /// <summary>A restart by this monitor ended it: false when somebody else did, or the node ended by itself; null when the end was not seen.</summary>
    public bool? IsEndedByMonitor { get; init; }
}
