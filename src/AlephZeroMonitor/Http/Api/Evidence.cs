namespace AlephZeroMonitor.Http.Api;

/// <summary>A piece of what a decision was made from.</summary>
internal sealed record Evidence
{
    /// <summary>What it is.</summary>
    public required string What { get; init; }

    /// <summary>Its value, or the log line.</summary>
    public required string Value { get; init; }

    /// <summary>When it was logged; null where no time is known.</summary>
    public DateTimeOffset? At { get; init; }
}
