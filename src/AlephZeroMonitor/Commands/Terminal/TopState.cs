using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>How the list of <c>top</c> is sorted.</summary>
internal enum TopSort
{
    /// <summary>Those that a person should look at come first.</summary>
    Worst,

    Name,

    Lag,
}

/// <summary>What <c>top</c> shows.</summary>
internal enum TopPage
{
    Nodes,

    /// <summary>One node in full.</summary>
    Node,

    Keys,
}

/// <summary>What somebody chose in <c>top</c> by its keys.</summary>
internal sealed record TopState
{
    public TopPage Page { get; init; }

    public TopSort Sort { get; init; }

    /// <summary>Names must contain it.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Keys are the filter's letters.</summary>
    public bool IsTyping { get; init; }

    /// <summary>The node that is marked, and shown in full; null: the first.</summary>
    public string? Marked { get; init; }

    /// <summary>The nodes that are shown, in their order.</summary>
    public ImmutableArray<NodeStatus> Rows(NodeList nodes) =>
    [
        .. from node in nodes.Nodes
           where node.Name.Contains(Filter, StringComparison.OrdinalIgnoreCase)
           orderby Sort switch { TopSort.Worst => Rank(node), TopSort.Lag => -(long?)node.Decision?.Lag ?? 1, _ => 0 }, node.Name
           select node,
    ];

    /// <summary>The marked node; null when none is shown.</summary>
    public NodeStatus? MarkedOf(NodeList nodes) => Rows(nodes) is var rows ? rows.FirstOrDefault(node => node.Name == Marked) ?? rows.FirstOrDefault() : null;

    /// <summary>What a key makes of it; null: the end.</summary>
    public TopState? Press(ConsoleKeyInfo key, NodeList nodes) => (key.Key, key.KeyChar) switch
    {
        (ConsoleKey.Escape, _) => IsTyping ? this with { IsTyping = false, Filter = "" } : Page == TopPage.Nodes ? this with { Filter = "" } : this with { Page = TopPage.Nodes },
        (ConsoleKey.Enter, _) when IsTyping => this with { IsTyping = false },
        (ConsoleKey.Backspace, _) when IsTyping => this with { Filter = Filter[..Math.Max(0, Filter.Length - 1)] },
        (_, var letter) when IsTyping => char.IsControl(letter) ? this : this with { Filter = Filter + letter },
        (_, 'q' or 'Q') => null,
        (_, '?') => this with { Page = Page == TopPage.Keys ? TopPage.Nodes : TopPage.Keys },
        (_, '/') => this with { Page = TopPage.Nodes, IsTyping = true, Filter = "" },
        (_, 's') => this with { Sort = (TopSort)(((int)Sort + 1) % Enum.GetValues<TopSort>().Length) },
        (ConsoleKey.Enter, _) => this with { Page = TopPage.Node, Marked = MarkedOf(nodes)?.Name },
        (ConsoleKey.DownArrow, _) or (_, 'j') => Move(nodes, 1),
        (ConsoleKey.UpArrow, _) or (_, 'k') => Move(nodes, -1),
        _ => this,
    };

    private TopState Move(NodeList nodes, int by)
    {
        var rows = Rows(nodes);
        var at = Math.Max(0, rows.IndexOf(MarkedOf(nodes)!)) + by;
        return rows.IsEmpty ? this : this with { Marked = rows[Math.Clamp(at, 0, rows.Length - 1)].Name };
    }

    /// <summary>The lower, the sooner people should look at it.</summary>
    private static int Rank(NodeStatus node) => Tables.ToneOf(node) switch
    {
        Tone.Bad => 0,
        _ when !node.Alerts.IsEmpty => 1,
        Tone.Good => 3,
        _ => 2,
    };
}
