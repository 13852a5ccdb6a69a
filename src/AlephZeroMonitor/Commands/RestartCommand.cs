using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor restart</c>: asks the running monitor to restart a node, and says what it decided and did.</summary>
internal static class RestartCommand
{
    public static Verb Create() => new(
        "restart",
        "Ask the running monitor to restart a node, and say what it decided; needs API_TOKEN. Exit code 0 when the node was restarted.",
        (parsed, ct) => MonitorSource.ActAsync(
            parsed.GetValue(Inputs.Node),
            (monitor, node, now) => RunAsync(monitor, node, now, parsed.GetValue(Inputs.Json), ct),
            ct),
        Inputs.Node,
        Inputs.Json);

    /// <summary>
    /// Exits with 0 when the node was restarted, with 1 when that was held or failed. The token ends the waiting, not the restart.
    /// </summary>
    private static async Task<int> RunAsync(MonitorClient monitor, NodeStatus node, DateTimeOffset now, bool asJson, CancellationToken ct)
    {
        var request = new RestartRequest(monitor, node.Name, TimeProvider.System);
        var report = await request.SendAsync(
            made => Console.Error.WriteLine($"{node.Name}: being restarted ({Words.Of(made.Reason)}); waiting for its end"), ct);
        if (report is null)
        {
            throw monitor.Problem is not null
                ? MonitorSource.Failure(monitor)
                : new VerbFailure($"{node.Name}: the request is noted, but not decided yet; see: alephzero-monitor status");
        }

        Output.Write(report, ReportJson.Default.RestartReport, asJson, () => Console.WriteLine(Words.Printable(Text(report, now))));
        return report.Result == RestartResult.Restarted ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static string Text(RestartReport report, DateTimeOffset now) => report switch
    {
        { Result: RestartResult.Restarted } =>
            FormattableString.Invariant($"{report.Node}: restarted in {report.TookSeconds:0.0} s: {report.Detail}"),
        { Result: { } result } => $"{report.Node}: not restarted: {Words.Of(result)}: {report.Detail}",
        { Hold: { } hold } =>
            $"{report.Node}: not restarted: held: {Words.Of(hold)}{Words.Until(report.HoldUntil, now)}; the request is not kept",
        { Detail: { } detail } when detail != report.Reason.ToString() =>
            $"{report.Node}: not restarted, since it can't be judged: {Words.Of(report.Reason)}: {detail}",
        _ => $"{report.Node}: not restarted, since it can't be judged: {Words.Of(report.Reason)}",
    };
}
