namespace AlephZeroMonitor.Api;

/// <summary>The monitor itself.</summary>
internal sealed record MonitorStatus
{
    /// <summary>The path that <c>alephzero-monitor healthcheck</c> asks.</summary>
    public const string HealthPath = "/healthz";

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The time from one check to the next.</summary>
    public required TimeSpan CheckInterval { get; init; }

    /// <summary>DRY_RUN is set: it decides, but restarts nothing.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>API_TOKEN is set, so that there are actions.</summary>
    public required bool HasActions { get; init; }

    /// <summary>The history is in a file; false when it is kept in memory and ends with the monitor.</summary>
    public required bool IsHistoryInFile { get; init; }
}

/// <summary>What <c>status --json</c> prints.</summary>
/// <param name="Monitor">The monitor.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Endpoints">The endpoints.</param>
/// <param name="Restarts">The latest restarts and starts, the latest first.</param>
internal sealed record Overview(
    MonitorStatus Monitor,
    ImmutableArray<NodeStatus> Nodes,
    ImmutableArray<EndpointStatus> Endpoints,
    ImmutableArray<SavedAction> Restarts);

/// <summary>An error of the API (RFC 9457), as far as verbs read it.</summary>
/// <param name="Detail">What is wrong, for people.</param>
internal sealed record Problem(string? Detail)
{
    /// <summary>The exit code of the verb that failed; null in an answer of the API.</summary>
    public int? ExitCode { get; init; }
}
