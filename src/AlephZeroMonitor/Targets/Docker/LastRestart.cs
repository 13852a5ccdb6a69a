using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Our last restart of a node, that may have left it stopped.</summary>
/// <param name="Life">The life that it was to end.</param>
/// <param name="Begun">When it was decided.</param>
/// <param name="EndedAt">When it was seen to have ended, well or not; null while that is not known.</param>
internal sealed record LastRestart(NodeLife Life, DateTimeOffset Begun, DateTimeOffset? EndedAt);
