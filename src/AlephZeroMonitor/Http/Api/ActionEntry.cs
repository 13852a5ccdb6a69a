namespace AlephZeroMonitor.Http.Api;

/// <summary>What an operator asked for.</summary>
internal sealed record ActionEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The container's name.</summary>
    public required string Node { get; init; }

    /// <summary>"restart", "pause for 60 min", "resume", "dry run".</summary>
    public required string What { get; init; }

    /// <summary>Who, as far as it is known: the address that the request came from.</summary>
    public required string By { get; init; }
}
