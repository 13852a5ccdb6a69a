using System.Text.Json;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor endpoints</c>: the endpoints of RPC_URL, and what the running monitor thinks of them.</summary>
internal static class EndpointsCommand
{
    /// <summary>Prints them.</summary>
    public static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open();
        if (monitor is null)
        {
            return ExitCodes.Usage;
        }

        if (await monitor.GetAsync("/api/v1/endpoints", ApiJson.Default.EndpointList, ct) is not { } endpoints)
        {
            return MonitorSource.Fail(monitor);
        }

        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(endpoints, TerminalJson.Default.EndpointList));
        }
        else
        {
            Page.Write(Tables.Of(endpoints.Endpoints));
        }

        return ExitCodes.Success;
    }
}
