using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Commands;

/// <summary>The settings for verbs. Mistakes end the verb, and all are reported at once.</summary>
internal static class SettingsSource
{
    /// <summary>All settings, and what to point out although the program can run. When nothing says what to watch, the nodes that run here are named.</summary>
    public static async Task<(Settings Settings, ImmutableArray<string> Notices)> ReadAsync(CancellationToken ct)
    {
        var environment = ProcessEnvironment.Read();
        var (settings, mistakes, notices) = Read(environment);
        return settings is not null ? (settings, notices) : throw Mistake(mistakes, [.. await LikelyNodesAsync(environment, ct), .. notices]);
    }

    /// <summary>These settings alone: the others have their defaults, and may be missing or wrong.</summary>
    public static Settings Read(params string[] names) => SettingsReader.ReadSome(ProcessEnvironment.Read(), names, Edges.Settings) switch
    {
        (var settings, { IsEmpty: true }) => settings,
        (_, var mistakes) => throw Mistake(mistakes, []),
    };

    /// <summary>The names of the nodes; none when the settings are mistaken.</summary>
    public static IEnumerable<string> NodeNames() => Read("CONTAINER_NAME").ContainerNames;

    private static (Settings? Settings, ImmutableArray<SettingMistake> Mistakes, ImmutableArray<string> Notices) Read(
        IReadOnlyDictionary<string, string> environment) => SettingsReader.Read(environment, isHere: true, Edges.Settings);

    private static async Task<string[]> LikelyNodesAsync(IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        // Where that they are not named is the one mistake, the rest says how to look for them.
        var named = new Dictionary<string, string>(environment) { ["CONTAINER_NAME"] = "any" };
        if (Read(environment).Mistakes is not [{ Name: "CONTAINER_NAME", Value: null }] || Read(named).Settings is not { } settings)
        {
            return [];
        }

        await using var looking = await LookingServices.StartAsync(settings, ct);
        var found = await Task.WhenAll(looking.All<INodeFinder>().Select(finder => finder.FindAsync(ct)));
        string[] names = [.. found.SelectMany(each => each).Order(StringComparer.Ordinal)];
        return names.Length == 0
            ? []
            : [$"Running here, and nodes by image or command: {string.Join(", ", names)}. To watch them: CONTAINER_NAME={string.Join(',', names)}"];
    }

    private static VerbFailure Mistake(ImmutableArray<SettingMistake> mistakes, ImmutableArray<string> notices)
    {
        var title = mistakes.Length == 1 ? "1 setting is wrong:" : $"{mistakes.Length} settings are wrong:";
        var lines = mistakes.Select(mistake => mistake.ToString()).Concat(notices).Prepend(title);
        return VerbFailure.Mistake(string.Join($"{Environment.NewLine}  ", lines));
    }
}
