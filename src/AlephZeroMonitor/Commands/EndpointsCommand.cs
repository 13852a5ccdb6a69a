using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor endpoints</c>: the endpoints of RPC_URL, and how the running monitor judges them.</summary>
internal static class EndpointsCommand
{
    public static Verb Create() =>
        new("endpoints", "Show the running monitor's endpoints, and whether they are trusted.", RunAsync, Inputs.Url, Inputs.Json);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open(parsed);
        var endpoints = await monitor.AskAsync("/api/v1/endpoints", ApiJson.Default.EndpointList, ct);
        var form = Inputs.FormOf(parsed);
        return Output.Write(endpoints, form, () => Output.Write(Tables.Of(endpoints.Endpoints), form));
    }
}
