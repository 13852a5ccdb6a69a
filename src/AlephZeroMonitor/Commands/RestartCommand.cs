using System.Text.Json;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor restart</c>: asks the running monitor to restart a node, and says what it decided and did.</summary>
internal static class RestartCommand
{
    /// <summary>Exits with 0 when the node was restarted, with 1 when that was held or failed.</summary>
    /// <param name="name">The node; may be null where only one is watched.</param>
    /// <param name="asJson">Print JSON.</param>
    /// <param name="ct">Ends the waiting, not the restart.</param>
    public static Task<int> RunAsync(string? name, bool asJson, CancellationToken ct) =>
        MonitorSource.ActAsync(name, (monitor, node, now) => RestartAsync(monitor, node, now, asJson, ct), ct);

    private static async Task<int> RestartAsync(MonitorClient monitor, NodeStatus node, DateTimeOffset now, bool asJson, CancellationToken ct)
    {
        var request = new RestartRequest(monitor, node.Name, TimeProvider.System);
        if (await request.SendAsync(made => Console.Error.WriteLine($"{node.Name}: being restarted ({Words.Of(made.Reason)}); waiting for its end"), ct) is not { } report)
        {
            return monitor.Problem is not null ? MonitorSource.Fail(monitor) : Undecided(node.Name);
        }

        Console.WriteLine(asJson ? JsonSerializer.Serialize(report, TerminalJson.Default.RestartReport) : Words.Printable(Text(report, now)));
        return report.Result == RestartResult.Restarted ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static string Text(RestartReport report, DateTimeOffset now) => report switch
    {
        { Result: RestartResult.Restarted } => FormattableString.Invariant($"{report.Node}: restarted in {report.TookSeconds:0.0} s: {report.Detail}"),
        { Result: { } result } => $"{report.Node}: not restarted: {Words.Of(result)}: {report.Detail}",
        { Hold: { } hold } => $"{report.Node}: not restarted: held: {Words.Of(hold)}{Words.Until(report.HoldUntil, now)}; the request is not kept",
        _ => $"{report.Node}: not restarted, since it can't be judged: {Words.Of(report.Reason)}{(report.Detail is { } detail && detail != report.Reason.ToString() ? $": {detail}" : "")}",
    };

    private static int Undecided(string name)
    {
        Console.Error.WriteLine($"alephzero-monitor: {name}: the request is noted, but not decided yet; see: alephzero-monitor status");
        return ExitCodes.Failure;
    }
}
