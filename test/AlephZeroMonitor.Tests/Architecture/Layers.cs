namespace AlephZeroMonitor.Architecture;

/// <summary>A folder that uses another, and where.</summary>
internal readonly record struct Arrow(string From, string To, string Where);

/// <summary>Which folder may use which.</summary>
internal static class Layers
{
    private const int EdgeLayer = 5;

    /// <summary>Lowest first. A folder uses the layers below its own, and none of the others of its layer.</summary>
    private static readonly string[][] Rows =
    [
        ["Core"],
        ["Watching"],
        ["Host"],
        ["Wording"],
        ["Api"],
        ["Targets/*", "Endpoints", "History", "Projections/*", "Http"],
        ["Commands"],
        ["Program"],
    ];

    /// <summary>Inside a layer: the folder, and those of the same layer that it may use.</summary>
    private static readonly Dictionary<string, string[]> Inside = new()
    {
        ["Core"] = ["Core/Chains", "Core/Logs", "Core/Memory", "Core/Network"],
        // One unit with the root: what Decide is given, and what it remembers of that.
        ["Core/Memory"] = ["Core", "Core/Chains", "Core/Logs", "Core/Network"],
        ["Core/Network"] = ["Core/Chains"],
        ["Core/Logs"] = [],
        ["Core/Chains"] = [],
        ["Host"] = [],
        ["Host/Privileges"] = ["Host", "Host/Checkups", "Host/Configuration"],
        ["Host/Logging"] = ["Host", "Host/Configuration"],
        ["Host/Configuration"] = ["Host"],
        ["Host/Checkups"] = [],
        ["Host/Calls"] = ["Host"],
        ["Commands"] = ["Commands/Terminal"],
        ["Commands/Terminal"] = [],
    };

    /// <summary>The folders of the edges among these.</summary>
    public static IEnumerable<string> Edges(IEnumerable<string> folders) => folders.Where(folder => LayerOf(folder) == EdgeLayer);

    /// <summary>What is wrong with an arrow; null when it points down.</summary>
    public static string? Fault(Arrow arrow)
    {
        var (from, to) = (LayerOf(arrow.From), LayerOf(arrow.To));
        return (from, to) switch
        {
            (-1, _) => $"{arrow.From} has no layer",
            (_, -1) => $"{arrow.To} has no layer",
            _ when from > to || arrow.From == arrow.To => null,
            _ when from == to && Inside.TryGetValue(arrow.From, out var allowed) && allowed.Contains(arrow.To) => null,
            _ => $"{arrow.From} -> {arrow.To} points {(from == to ? "sideways" : "upward")}: {arrow.Where}",
        };
    }

    /// <summary>Arrows to an edge from elsewhere than its registration.</summary>
    public static IEnumerable<Arrow> ToEdges(IEnumerable<Arrow> arrows) => arrows.Where(arrow =>
        LayerOf(arrow.To) == EdgeLayer && arrow.From != arrow.To && arrow.Where != "src/AlephZeroMonitor/Commands/Edges.cs");

    /// <summary>A way from a folder back to itself; null when there is none. Core and Core/Memory count as one.</summary>
    public static string? Cycle(IEnumerable<Arrow> arrows)
    {
        var uses = arrows.Select(arrow => (From: Unit(arrow.From), To: Unit(arrow.To)))
            .Where(arrow => arrow.From != arrow.To).ToLookup(arrow => arrow.From, arrow => arrow.To);
        var done = new HashSet<string>();
        return uses.Select(each => Visit(each.Key, [])).FirstOrDefault(cycle => cycle is not null);

        string? Visit(string folder, List<string> way)
        {
            if (way.IndexOf(folder) is >= 0 and var begin)
            {
                return string.Join(" -> ", [.. way[begin..], folder]);
            }

            return done.Contains(folder)
                ? null
                : Leave(folder, uses[folder].Distinct().Select(to => Visit(to, [.. way, folder])).FirstOrDefault(cycle => cycle is not null));
        }

        static string Unit(string folder) => folder == "Core/Memory" ? "Core" : folder;

        string? Leave(string folder, string? cycle)
        {
            done.Add(folder);
            return cycle;
        }
    }

    private static int LayerOf(string folder) => Array.FindIndex(Rows, row => row.Any(name => name switch
    {
        [.. var group, '/', '*'] => folder.StartsWith(group + "/", StringComparison.Ordinal),
        _ => folder == name || Inside.ContainsKey(folder) && folder.StartsWith(name + "/", StringComparison.Ordinal),
    }));
}
