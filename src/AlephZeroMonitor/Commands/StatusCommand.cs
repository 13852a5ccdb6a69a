using System.Text.Json;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor status</c>: the monitor, its nodes, endpoints that aren't trusted and the last restarts, on one screen.</summary>
internal static class StatusCommand
{
    private const int Restarts = 5;

    /// <summary>Prints it.</summary>
    public static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open();
        if (monitor is null)
        {
            return ExitCodes.Usage;
        }

        if (await monitor.GetAsync("/api/v1/monitor", ApiJson.Default.MonitorStatus, ct) is not { } self
            || await monitor.GetAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct) is not { } nodes
            || await monitor.GetAsync("/api/v1/endpoints", ApiJson.Default.EndpointList, ct) is not { } endpoints
            || await monitor.GetAsync($"/api/v1/restarts?limit={Restarts}", ApiJson.Default.RestartList, ct) is not { } restarts)
        {
            return MonitorSource.Fail(monitor);
        }

        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new StatusReport(self, nodes.Nodes, endpoints.Endpoints, restarts.Restarts), TerminalJson.Default.StatusReport));
        }
        else
        {
            Write(self, nodes, endpoints, restarts);
        }

        return ExitCodes.Success;
    }

    private static void Write(MonitorStatus self, NodeList nodes, EndpointList endpoints, RestartList restarts)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"alephzero-monitor {Words.Printable(self.Version)}, up {Words.Span(self.At - self.StartedAt)}, a check each {self.CheckIntervalSeconds:0} s{(self.IsDryRun ? ", dry run" : "")}"));
        Console.WriteLine();
        Page.Write(Tables.Of(nodes));
        var distrusted = endpoints.Endpoints.Where(endpoint => endpoint.State != EndpointState.Trusted).ToArray();
        Console.WriteLine();
        Console.WriteLine($"{endpoints.Endpoints.Length - distrusted.Length} of {endpoints.Endpoints.Length} endpoints trusted");
        if (distrusted.Length > 0)
        {
            Page.Write(Tables.Of(distrusted));
        }

        Console.WriteLine();
        Console.WriteLine(restarts.Restarts.IsEmpty ? "No restarts" : "Last restarts");
        if (!restarts.Restarts.IsEmpty)
        {
            Page.Write(Tables.Of(restarts.Restarts));
        }

        var helps = nodes.Nodes.SelectMany(node => node.RestartHelp, (node, help) => (node.Name, help)).ToArray();
        if (helps.Length > 0)
        {
            Console.WriteLine();
            Console.WriteLine("Restarts that helped, of those of which it is known");
            Page.Write(Tables.Of(helps));
        }
    }
}
