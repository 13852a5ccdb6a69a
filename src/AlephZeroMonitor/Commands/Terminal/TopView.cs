using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What <c>top</c> shows: a summary line, why the monitor does not answer, and the nodes, those to look at first.</summary>
internal static class TopView
{
    /// <summary>The lines, no more than there is room for.</summary>
    /// <param name="nodes">The nodes as the monitor last reported them.</param>
    /// <param name="problem">Why it does not answer now; null when it does.</param>
    /// <param name="width">The terminal's columns; null: not known.</param>
    /// <param name="height">Lines that there is room for.</param>
    /// <param name="colors">The colors.</param>
    public static IReadOnlyList<string> Lines(NodeList nodes, string? problem, int? width, int height, Colors colors)
    {
        List<string> lines = [Cut(Head(nodes), width)];
        if (problem is not null)
        {
            var trouble = $"What stands here is of {Time(nodes)}: {Words.Printable(problem, keepLines: true)}";
            lines.AddRange(trouble.Split('\n').Select(line => colors.Paint(Cut(line, width), Tone.Bad)));
        }

        lines.Add("");
        var room = height - lines.Count - 1; // its headings
        var shown = nodes.Nodes.Length <= room ? nodes.Nodes.Length : Math.Max(0, room - 1);
        lines.AddRange(Tables.Of(nodes with { Nodes = [.. nodes.Nodes.OrderBy(Rank).Take(shown)] }).Lines(width, colors));
        if (shown < nodes.Nodes.Length)
        {
            lines.Add(Cut(FormattableString.Invariant($"… {nodes.Nodes.Length - shown} more"), width));
        }

        return lines;
    }

    private static string Head(NodeList nodes)
    {
        (int Count, string What)[] counts =
        [
            (nodes.Nodes.Count(node => node is { Decision.Acts: true }), "to restart"),
            (nodes.Nodes.Count(node => node is { Decision: { Hold: not Hold.None } }), "held"),
            (nodes.Nodes.Count(IsDown), "not running"),
            (nodes.Nodes.Count(node => node.Decision?.Reason.IsBlind() == true && !IsDown(node)), "not judged"),
            (nodes.Nodes.Count(HasAlerts), "with alerts"),
        ];
        var found = counts.Where(each => each.Count > 0).Select(each => FormattableString.Invariant($"{each.Count} {each.What}"));
        var summary = string.Join(", ", found.DefaultIfEmpty("none to restart"));
        return FormattableString.Invariant($"alephzero-monitor  {Time(nodes)}  q: quit  {nodes.Nodes.Length} watched: {summary}");
    }

    /// <summary>The lower, the sooner people should look at it.</summary>
    private static int Rank(NodeStatus node) => Tables.ToneOf(node) switch
    {
        Tone.Bad => 0,
        _ when HasAlerts(node) => 1,
        Tone.Good => 3,
        _ => 2,
    };

    private static bool HasAlerts(NodeStatus node) => Words.Alerts(node).Length > 0;

    private static bool IsDown(NodeStatus node) => node.Decision?.Reason is Reason.Missing or Reason.NotRunning;

    private static string Time(NodeList nodes) => nodes.At.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Cut(string line, int? width) => line.Length > width ? line[..width.Value] : line;
}
