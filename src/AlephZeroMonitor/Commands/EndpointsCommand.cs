using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor endpoints</c>: the endpoints of RPC_URL, and how the running monitor judges them.</summary>
internal static class EndpointsCommand
{
    public static Verb Create() => new(
        "endpoints",
        "Ask the running monitor for its endpoints, and how it judges them.",
        (parsed, ct) => RunAsync(parsed.GetValue(Inputs.Json), ct),
        Inputs.Json);

    private static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        using var monitor = MonitorSource.Open();
        var endpoints = await monitor.AskAsync("/api/v1/endpoints", ApiJson.Default.EndpointList, ct);
        return Output.Write(endpoints, asJson, () => Output.Write(Tables.Of(endpoints.Endpoints)));
    }
}
