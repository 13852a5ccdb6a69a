namespace AlephZeroMonitor.Http.Api;

/// <summary>The monitor itself.</summary>
internal sealed record MonitorStatus
{
    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Seconds from one check to the next.</summary>
    public required double CheckIntervalSeconds { get; init; }

    /// <summary>It decides, but restarts nothing.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>API_TOKEN is set, so that there are actions.</summary>
    public required bool HasActions { get; init; }
}
