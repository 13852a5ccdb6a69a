using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Docker;

/// <summary>A restart of ours that is not known to have begun a new life.</summary>
/// <param name="Life">The life that it was to end.</param>
/// <param name="Begun">When it was decided.</param>
/// <param name="FailedAt">When it was seen to have failed; null while its end is not known.</param>
internal sealed record UnfinishedRestart(NodeLife Life, DateTimeOffset Begun, DateTimeOffset? FailedAt);
