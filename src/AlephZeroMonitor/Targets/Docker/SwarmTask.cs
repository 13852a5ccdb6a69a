namespace AlephZeroMonitor.Targets.Docker;

/// <summary>
/// A node that runs as a task of a Swarm service. Each life is a container of its own, which Swarm makes when the one before has ended. To restart or to
/// start such a container by hand would give two nodes with the same keys: Swarm takes the end for a failure and makes another one beside it.
/// </summary>
internal static class SwarmTask
{
    /// <summary>Of each container that Swarm makes: service, slot and the task's id, as in "stack_node.1.itm4z2c8untb".</summary>
    public const string NameLabel = "com.docker.swarm.task.name";

    /// <summary>Swarm's own wait before it begins another task is 5 s; services can set more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The name that is the same for all lives of the node, as in "stack_node.1"; null for a container that is no task.</summary>
    public static string? NodeName(IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault(NameLabel) is { } name && name.LastIndexOf('.') is > 0 and var end ? name[..end] : null;
}
