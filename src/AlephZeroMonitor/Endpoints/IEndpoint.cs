using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Endpoints;

/// <summary>An endpoint that tells of the network.</summary>
internal interface IEndpoint
{
    /// <summary>What is known of it now.</summary>
    EndpointView View { get; }

    /// <summary>Brings <see cref="View"/> up to date. Every failure is a value in it, and it takes at most ten seconds.</summary>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    Task RefreshAsync(CancellationToken ct);
}
