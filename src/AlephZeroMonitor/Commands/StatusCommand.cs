using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// <c>alephzero-monitor status</c>: the monitor, its nodes, endpoints that aren't trusted and the last restarts, on one screen.
/// </summary>
internal static class StatusCommand
{
    private const int Restarts = 5;

    public static Verb Create() => new(
        "status",
        "Show the running monitor and its nodes on one screen.",
        RunAsync,
        Inputs.Url,
        Inputs.Json);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open(parsed);
        var self = await monitor.AskAsync("/api/v1/monitor", ApiJson.Default.MonitorStatus, ct);
        var nodes = await monitor.NodesAsync(ct);
        var endpoints = await monitor.AskAsync("/api/v1/endpoints", ApiJson.Default.EndpointList, ct);
        var restarts = await monitor.AskAsync($"/api/v1/restarts?limit={Restarts}", ApiJson.Default.RestartList, ct);
        var report = new Overview(self, nodes.Nodes, endpoints.Endpoints, restarts.Restarts);
        var form = Inputs.FormOf(parsed);
        return Output.Write(report, form, () => Write(report, nodes, form));
    }

    private static void Write(Overview report, NodeList nodes, Form form)
    {
        var self = report.Monitor;
        Console.WriteLine(FormattableString.Invariant(
            $"alephzero-monitor {Words.Printable(self.Version)}, up {AlertText.Span(self.At - self.StartedAt)}, a check every {self.CheckInterval.TotalSeconds:0} s{(self.IsDryRun ? ", dry run" : "")}"));
        Console.WriteLine();
        Output.Write(Tables.Of(nodes), form);
        Console.Write(nodes.Nodes.IsEmpty ? "No node is watched: no container has the label of WATCH_LABEL.\n" : "");
        var distrusted = report.Endpoints.Where(endpoint => endpoint.State != EndpointState.Trusted).ToArray();
        WriteUnder(
            $"{report.Endpoints.Length - distrusted.Length} of {report.Endpoints.Length} endpoints trusted",
            distrusted.Length > 0 ? Tables.Of(distrusted) : null);
        WriteUnder(report.Restarts.IsEmpty ? "No restarts" : "Last restarts", report.Restarts.IsEmpty ? null : Tables.Of(report.Restarts, self.At));
        var helps = report.Nodes.SelectMany(node => node.Help).ToArray();
        if (helps.Length > 0)
        {
            WriteUnder("Did restarts help?", Tables.Of(helps));
        }

        void WriteUnder(string title, Table? table)
        {
            Console.WriteLine();
            Console.WriteLine(title);
            if (table is not null)
            {
                Output.Write(table, form);
            }
        }
    }
}
