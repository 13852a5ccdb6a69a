using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor nodes</c>: the nodes as the running monitor sees them.</summary>
internal static class NodesCommand
{
    public static Verb Create() =>
        new("nodes", "Ask the running monitor for its nodes.", (parsed, ct) => RunAsync(parsed.GetValue(Inputs.Json), ct), Inputs.Json);

    /// <summary>Prints them.</summary>
    public static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open();
        var nodes = await monitor.AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct);
        return Output.Write(nodes, asJson, () => Output.Write(Tables.Of(nodes)));
    }
}
