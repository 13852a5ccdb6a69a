using System.CommandLine;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor pause</c>: the running monitor leaves a node alone for a time.</summary>
internal static class PauseCommand
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(7);
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    public static Verb Create()
    {
        var length = new Option<TimeSpan?>("--for")
        {
            Description = "How long, such as 30m, 2h or 1d; 1h without it.",
            HelpName = "SPAN",
            CustomParser = result => Inputs.Span(
                result,
                "--for must be a span of whole minutes from 1m to 7d, such as 30m, 2h or 1d",
                length => length > TimeSpan.Zero && length <= Most && double.IsInteger(length.TotalMinutes)),
        };
        return new(
            "pause",
            "Have the running monitor leave a node alone for a time; needs API_TOKEN.",
            (parsed, ct) => RunAsync(parsed, parsed.GetValue(length) ?? Usual, ct),
            Inputs.Node,
            length,
            Inputs.Url,
            Inputs.Json);
    }

    private static Task<int> RunAsync(ParseResult parsed, TimeSpan span, CancellationToken ct) => MonitorSource.ShowAsync(
        parsed,
        FormattableString.Invariant($"pause?minutes={span.TotalMinutes:0}"),
        node => $"paused{DecisionText.Until(node.PausedUntil, (node.PausedUntil - span) ?? default)}; to end it: {Product.Name} resume {node.Name}",
        ct);
}
