using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Http.Api;

/// <summary>How often restarts for one reason helped a node, of those that the history keeps. One that was abandoned did nothing, and isn't counted.</summary>
internal sealed record HelpEntry
{
    /// <summary>The rule that asked for them; null for restarts whose decision is no longer kept.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Restarts after which the node recovered.</summary>
    public required int Recovered { get; init; }

    /// <summary>Restarts of which it is known what they did.</summary>
    public required int Judged { get; init; }

    /// <summary>All restarts.</summary>
    public required int All { get; init; }
}
