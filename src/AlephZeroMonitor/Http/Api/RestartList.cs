using System.Collections.Immutable;

namespace AlephZeroMonitor.Http.Api;

/// <summary>Restarts by this monitor.</summary>
internal sealed record RestartList
{
    /// <summary>The latest first.</summary>
    public required ImmutableArray<RestartEntry> Restarts { get; init; }
}
