using System.CommandLine;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor nodes</c>: the nodes as the running monitor sees them.</summary>
internal static class NodesCommand
{
    public static Verb Create() => new("nodes", "Show the nodes, as the running monitor sees them.", RunAsync, Inputs.NodeSource);

    /// <summary>Prints them.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var source = MonitorSource.OpenNodes(parsed);
        var nodes = await source.NodesAsync(ct);
        var form = Inputs.FormOf(parsed);
        return Output.Write(nodes, form, () => Output.Write(Tables.Of(nodes), form));
    }
}
