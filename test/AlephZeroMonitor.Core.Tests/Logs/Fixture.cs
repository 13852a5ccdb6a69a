using System.Text.Json;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>A saved node log with the facts that a reader must have after its last line.</summary>
public static class Fixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "logs");

    /// <summary>The names of all fixtures.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.log").Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    /// <summary>The log's bytes.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".log"));

    /// <summary>Key and value of each expected fact.</summary>
    public static SortedDictionary<string, string> Expected(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".expected.json")));
        return new(json.RootElement.EnumerateObject().Where(property => property.Name is not ("description" or "provenance"))
            .ToDictionary(property => property.Name, property => property.Value.GetRawText().Trim('"')), StringComparer.Ordinal);
    }

    /// <summary>The same keys and values of facts that were read.</summary>
    public static SortedDictionary<string, string> Actual(NodeFacts facts) => new(StringComparer.Ordinal)
    {
        ["nodeStartedAt"] = Text(facts.NodeStartedAt),
        ["best"] = Text(facts.Best),
        ["bestAt"] = Text(facts.BestAt),
        ["finalized"] = Text(facts.Finalized),
        ["target"] = Text(facts.Target),
        ["peers"] = Text(facts.Peers),
        ["session"] = Text(facts.Session),
        ["sessionStartedAt"] = Text(facts.SessionStartedAt),
        ["majorSync"] = facts.MajorSync switch { MajorSync.In => "in", MajorSync.Left => "out", _ => "null" },
        ["majorSyncAt"] = Text(facts.MajorSyncAt),
        ["preparedInSession"] = Text(facts.PreparedInSession),
        ["preSealedInSession"] = Text(facts.PreSealedInSession),
        ["lastProducedBlock"] = Text(facts.LastProducedBlock),
        ["producingInSession"] = facts.ProducingInSession ? "true" : "false",
        ["reorgs"] = Text(facts.Reorgs),
        ["errors"] = Text(facts.Errors),
        ["lines"] = Text(facts.Lines),
    };

    private static string Text(object? value) => value?.ToString() ?? "null";
}
