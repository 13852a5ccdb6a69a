using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Probe;

/// <summary>Looks at what the node of the pod reports of itself.</summary>
internal sealed class ProbeCheckup(Settings settings) : INodeCheckup
{
    public Task<IReadOnlyList<Finding>> RunAsync(string name, Observation seen, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Finding>>(settings.IsProbe ? [Find(name, seen)] : []);

    internal static Finding Find(string name, Observation seen) => seen switch
    {
        { RunState: not RunState.Running } => new(
            FindingLevel.Error, name, seen.UnreachableSaid ?? "it doesn't answer", "kubectl describe pod; set NODE_METRICS_URL and NODE_RPC_URL to the node's own"),
        { Report.Failure: { } problem } => new(
            FindingLevel.Warning, name, $"its RPC: {EndpointText.Of(problem)}", "set NODE_RPC_URL to the node's own RPC server, as this pod reaches it"),
        { Facts.Best: null } => new(FindingLevel.Error, name, "neither its RPC nor its metrics show a block"),
        _ => new(FindingLevel.Ok, name, $"its RPC and its metrics answer; best block {seen.Facts.Best}"),
    };
}
