namespace AlephZeroMonitor.History;

/// <summary>How often restarts for one reason helped a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">The reason's name; null for restarts whose decision is no longer kept.</param>
/// <param name="Recovered">Restarts after which the node recovered.</param>
/// <param name="Judged">Restarts whose effect is known.</param>
/// <param name="All">All restarts.</param>
internal sealed record HelpShare(string Node, string? Reason, int Recovered, int Judged, int All);
