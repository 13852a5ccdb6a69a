using System.CommandLine;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor pause</c>: the running monitor leaves a node alone for a time.</summary>
internal static class PauseCommand
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(7);
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    public static Verb Create()
    {
        var span = new Option<TimeSpan?>("--for")
        {
            Description = "How long, such as 30m, 2h or 1d; 1h without it.",
            CustomParser = result => Inputs.Span(
                result,
                "--for must be a span of whole minutes from 1m to 7d, such as 30m, 2h or 1d",
                length => length > TimeSpan.Zero && length <= Most && double.IsInteger(length.TotalMinutes)),
        };
        return new(
            "pause",
            "Have the running monitor leave a node alone for a time; needs API_TOKEN.",
            (parsed, ct) => RunAsync(parsed.GetValue(Inputs.Node), parsed.GetValue(span) ?? Usual, parsed.GetValue(Inputs.Json), ct),
            Inputs.Node,
            span,
            Inputs.Json);
    }

    /// <summary>Asks the monitor for an action, and reports that it was taken.</summary>
    public static Task<int> ActAsync(string? name, string path, Func<string, ActionReport> report, bool asJson, CancellationToken ct) =>
        MonitorSource.ActAsync(
            name,
            async (monitor, node, now) =>
            {
                if (!await monitor.PostAsync($"/api/v1/nodes/{Uri.EscapeDataString(node.Name)}/{path}", ct))
                {
                    throw MonitorSource.Failure(monitor);
                }

                var done = report(node.Name);
                return Output.Write(done, ReportJson.Default.ActionReport, asJson, () => Console.WriteLine(Text(done, now)));
            },
            ct);

    private static Task<int> RunAsync(string? name, TimeSpan span, bool asJson, CancellationToken ct) =>
        ActAsync(name, $"pause?minutes={span.TotalMinutes:0}", node => new ActionReport(node, "pause", (int)span.TotalMinutes), asJson, ct);

    private static string Text(ActionReport report, DateTimeOffset now) => report.Minutes is { } minutes
        ? $"{report.Node}: paused{Words.Until(now.AddMinutes(minutes), now)}; its restarts are held. "
            + $"To end that: alephzero-monitor resume {report.Node}"
        : $"{report.Node}: resumed; pause and dry run no longer hold its restarts";
}

/// <summary>What <c>pause --json</c> and <c>resume --json</c> print.</summary>
internal sealed record ActionReport(string Node, string Action, int? Minutes = null);
