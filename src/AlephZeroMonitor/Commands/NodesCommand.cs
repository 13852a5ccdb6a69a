using System.Text.Json;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor nodes</c>: the nodes as the running monitor sees them.</summary>
internal static class NodesCommand
{
    /// <summary>Prints them.</summary>
    public static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open();
        if (monitor is null)
        {
            return ExitCodes.Usage;
        }

        if (await monitor.GetAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct) is not { } nodes)
        {
            return MonitorSource.Fail(monitor);
        }

        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(nodes, TerminalJson.Default.NodeList));
        }
        else
        {
            Page.Write(Tables.Of(nodes));
        }

        return ExitCodes.Success;
    }
}
