using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A kind of trouble that a node's log tells of.</summary>
internal sealed record TroubleEntry
{
    /// <summary>The kind.</summary>
    public required TroubleKind Kind { get; init; }

    /// <summary>Lines that tell of it.</summary>
    public required long Count { get; init; }

    /// <summary>When the latest was logged.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The latest line's message, shortened, without what looks like a secret.</summary>
    public required string Line { get; init; }
}
