namespace AlephZeroMonitor.Core;

/// <summary>One life of a node: from a start of its container to its end.</summary>
/// <param name="InstanceId">The container's id; a container that was created again under the same name has another.</param>
/// <param name="StartedAt">When the container was started, by the engine's clock.</param>
public readonly record struct NodeLife(string InstanceId, DateTimeOffset StartedAt);
