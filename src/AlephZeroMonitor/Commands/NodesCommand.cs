using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor nodes</c>: the nodes as the running monitor sees them.</summary>
internal static class NodesCommand
{
    public static Verb Create() => new("nodes", "Show the nodes, as the running monitor sees them.", RunAsync, Inputs.Url, Inputs.Json);

    /// <summary>Prints them.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open(parsed);
        var nodes = await monitor.AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct);
        var form = Inputs.FormOf(parsed);
        return Output.Write(nodes, form, () => Output.Write(Tables.Of(nodes), form));
    }
}
