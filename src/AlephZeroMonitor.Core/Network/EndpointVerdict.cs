namespace AlephZeroMonitor.Core.Network;

/// <summary>The state of an endpoint, and why.</summary>
/// <param name="State">The state.</param>
/// <param name="Why">The reason, for people; null when it is <see cref="EndpointState.Trusted"/>.</param>
public readonly record struct EndpointVerdict(EndpointState State, string? Why)
{
    /// <summary>The endpoint: scheme, host and port.</summary>
    public string? Host { get; init; }
}
