using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What <c>top</c> shows: a summary line, why the monitor does not answer, and the nodes, one node, or the keys.</summary>
internal static class TopView
{
    private const string Marker = "> ";

    private static readonly string[] Keys =
    [
        "up, down   mark a node (also k, j)",
        "Enter      show the marked node in full",
        "Esc        back to the nodes; no filter",
        "/          show only nodes whose name contains ...",
        "s          sort by: worst first, name, lag",
        "?          these keys",
        "q          quit",
    ];

    /// <summary>The lines, no more than there is room for.</summary>
    /// <param name="nodes">The nodes as the monitor last reported them.</param>
    /// <param name="state">What was chosen.</param>
    /// <param name="problem">Why it does not answer now; null when it does.</param>
    /// <param name="room">The terminal's columns, null: not known; and its lines.</param>
    /// <param name="colors">The colors.</param>
    public static IReadOnlyList<string> Lines(NodeList nodes, TopState state, string? problem, (int? Width, int Height) room, Colors colors)
    {
        List<string> lines = [Cut(Head(nodes, state), room.Width)];
        if (problem is not null)
        {
            var trouble = $"Not answering. As it was at {Time(nodes)}: {Words.Printable(problem, keepLines: true)}";
            lines.AddRange(trouble.Split('\n').Select(line => colors.Paint(Cut(line, room.Width), Tone.Bad)));
        }

        lines.Add("");
        lines.AddRange(state.Page switch
        {
            TopPage.Keys => Keys,
            TopPage.Node when state.MarkedOf(nodes) is { } node => Detail(node, nodes.At).Select(line => Cut(Words.Printable(line), room.Width)),
            _ => List(nodes, state, room.Width, room.Height - lines.Count, colors),
        });
        return [.. lines.Take(room.Height)];
    }

    private static IEnumerable<string> List(NodeList nodes, TopState state, int? width, int height, Colors colors)
    {
        var rows = state.Rows(nodes);
        var (marked, room) = (Math.Max(0, rows.IndexOf(state.MarkedOf(nodes)!)), height - 1); // its headings
        var shown = rows.Length <= room ? rows.Length : Math.Max(0, room - 1);
        var first = Math.Clamp(marked - shown + 1, 0, rows.Length - shown); // the marked one is among those shown
        var table = Tables.Of(nodes with { Nodes = [.. rows.Skip(first).Take(shown)] }).Lines(width - Marker.Length, colors);
        var lines = table.Select((line, i) => (i == marked - first + 1 && !rows.IsEmpty ? Marker : "".PadRight(Marker.Length)) + line);
        return rows.Length > shown ? lines.Append(Cut(FormattableString.Invariant($"… {rows.Length - shown} more"), width)) : lines;
    }

    /// <summary>All that people want to know of one node.</summary>
    private static IEnumerable<string> Detail(NodeStatus node, DateTimeOffset now)
    {
        yield return $"{node.Name}: {node.Summary ?? "not checked yet"}";
        foreach (var alert in node.Alerts)
        {
            yield return $"  {alert.Kind} ({Words.Age(now - alert.Since)}): {alert.Cause}";
            yield return $"    {alert.ToDo}";
        }

        (string Name, string? Value)[] all =
        [
            ("lag", Words.Number(node.Decision?.Lag)), ("best", Words.Number(node.Decision?.Best)), ("head", Words.Number(node.Decision?.Head)),
            ("finalized", Words.Number(node.Decision?.Finalized)), ("peers", Words.Number(node.Decision?.Peers)),
            ("session", $"{Words.Number(node.Decision?.Session)}{(node.Decision?.IsProducing == true ? ", producing" : "")}"),
            ("major sync", $"{node.Decision?.MajorSync}"), ("hold", Words.Hold(node, now)),
            ("running for", node.Life is { } life ? AlertText.Span(now - life.StartedAt) : "-"),
            ("restarted above", FormattableString.Invariant($"{node.Policy.BlockLag100} blocks behind, or {node.Policy.BlockLag20} when idle")),
            ("restarts", string.Join(", ", node.Help.Select(share => $"{share.Reason}: {share.Recovered} of {share.Judged} helped"))),
            ("decision", node.DecisionId is { } id ? $"#{id} ({Product.Name} explain {id})" : ""),
            .. (node.Decision?.Repeats ?? []).Select(each => ("its log repeats", (string?)$"{each.Count} times: {each.Line}")),
        ];
        foreach (var (name, value) in all.Where(each => each.Value is { Length: > 0 }))
        {
            yield return $"  {name,-15}  {value}";
        }
    }

    private static string Head(NodeList nodes, TopState state)
    {
        (int Count, string What)[] counts =
        [
            (nodes.Nodes.Count(node => node is { Decision.Acts: true }), "to restart"),
            (nodes.Nodes.Count(node => node is { Decision: { Hold: not Hold.None } }), "held"),
            (nodes.Nodes.Count(IsDown), "not running"),
            (nodes.Nodes.Count(node => node.Decision?.Reason.IsBlind() == true && !IsDown(node)), "not judged"),
            (nodes.Nodes.Count(node => !node.Alerts.IsEmpty), "with alerts"),
        ];
        var found = counts.Where(each => each.Count > 0).Select(each => FormattableString.Invariant($"{each.Count} {each.What}"));
        var summary = string.Join(", ", found.DefaultIfEmpty("none to restart"));
        var filter = state.IsTyping || state.Filter.Length > 0 ? $"  /{state.Filter}{(state.IsTyping ? "_" : "")}" : "";
        var sort = state.Sort == TopSort.Worst ? "" : $"  by {state.Sort.ToString().ToLowerInvariant()}";
        return FormattableString.Invariant($"alephzero-monitor  {Time(nodes)}  ?: keys  {nodes.Nodes.Length} watched: {summary}{sort}{filter}");
    }

    private static bool IsDown(NodeStatus node) => node.Decision?.Reason is Reason.Missing or Reason.NotRunning;

    private static string Time(NodeList nodes) => nodes.At.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Cut(string line, int? width) => line.Length > width ? line[..width.Value] : line;
}
