using static System.FormattableString;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>Reads settings from the environment, from labels and from changes to a policy, and collects all mistakes.</summary>
internal static class SettingsReader
{
    /// <summary>Names nodes, parted by commas: after the restart of one of them, the container is restarted.</summary>
    public const string DependsOnLabel = LabelPrefix + "depends-on";

    private const string LabelPrefix = "alephzero-monitor.";

    private static readonly Settings Defaults = new() { ContainerNames = [] };

    /// <summary>The settings of the host; edges have more.</summary>
    public static ImmutableArray<SettingGroup> Groups { get; } = [.. NodeRows.Groups, .. ProgramRows.Groups];

    private static IEnumerable<Setting> All => Groups.SelectMany(group => group.Settings);

    /// <summary>Reads the settings.</summary>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="isHere">It is this process's environment: files that it names can be read. Those of another container can't.</param>
    /// <param name="ofEdges">The settings of edges.</param>
    /// <returns>The settings, null when there are mistakes; the mistakes; and what to point out although the program can run.</returns>
    public static (Settings? Settings, ImmutableArray<SettingMistake> Mistakes, ImmutableArray<string> Notices) Read(
        IReadOnlyDictionary<string, string> environment, bool isHere = true, params ReadOnlySpan<SettingGroup> ofEdges)
    {
        Setting[] rows = [.. All, .. ofEdges.ToArray().SelectMany(group => group.Settings)];
        var variables = new Variables(environment, isHere);
        var settings = WithNodeOfPod(variables.Apply(rows, Defaults), environment);
        IEnumerable<SettingMistake> all =
        [
            .. NameMistakes(settings, variables.Mistakes), .. ProbeMistakes(settings), .. variables.Mistakes, .. TrendMistakes(settings), .. NodeUrlMistakes(settings),
            .. TlsMistakes(settings, isHere),
        ];
        ImmutableArray<SettingMistake> mistakes = [.. all.DistinctBy(mistake => mistake.Name)];
        ImmutableArray<string> notices = [.. variables.Lookalikes([.. rows.Select(row => row.Name)]), .. OddNotices(settings.Policy)];
        var values = rows.Select(row => new SettingValue(row.Name, variables.Given.GetValueOrDefault(row.Name), row.Default));
        return (mistakes.IsEmpty ? settings with { Values = [.. values] } : null, mistakes, notices);
    }

    /// <summary>
    /// What a node is judged by and where it is asked, its container's labels included: `alephzero-monitor.block-lag-100=200` for BLOCK_LAG_100.
    /// </summary>
    /// <param name="labels">All labels of the container.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>What the loop needs of them; and all settings as they are for this node, for how it is stopped.</returns>
    public static (NodeSettings Node, Settings All) ReadNode(IReadOnlyDictionary<string, string> labels, Settings settings)
    {
        var (own, problems) = ReadLabels(labels, settings);
        var node = own.ForNodes with { Problems = [.. problems, .. OddNotices(settings.Policy).Any() ? [] : OddNotices(own.Policy)] };
        return (node, own);
    }

    /// <summary>Reads a few settings alone, for verbs that need no others: those may be missing or wrong.</summary>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="names">The settings that count.</param>
    /// <param name="ofEdges">The settings of edges.</param>
    /// <returns>The settings; and what is wrong with them.</returns>
    public static (Settings Settings, ImmutableArray<SettingMistake> Mistakes) ReadSome(
        IReadOnlyDictionary<string, string> environment, string[] names, params ReadOnlySpan<SettingGroup> ofEdges)
    {
        Setting[] rows = [.. All, .. ofEdges.ToArray().SelectMany(group => group.Settings)];
        var variables = new Variables(environment, readsFiles: true);
        var settings = variables.Apply(rows.Where(row => names.Contains(row.Name)), Defaults);
        return (settings, [.. variables.Mistakes]);
    }

    /// <summary>Reads changes to a policy, by the names of the settings.</summary>
    /// <param name="changes">Names and values.</param>
    /// <param name="basis">The policy without them.</param>
    /// <returns>The policy; and what is wrong with the changes.</returns>
    public static (Policy Policy, ImmutableArray<string> Problems) ReadPolicy(IReadOnlyDictionary<string, string> changes, Policy basis)
    {
        var rows = All.Where(row => row.Scope == SettingScope.Decision).ToArray();
        var variables = new Variables(changes, readsFiles: false);
        var policy = variables.Apply(rows, Defaults with { Policy = basis }).Policy;
        var unknown = changes.Keys.Except(rows.Select(row => row.Name)).Select(name => $"{name} is not a setting that decisions depend on{Lookalike.Hint(name, rows.Select(row => row.Name))}; those are {string.Join(", ", rows.Select(row => row.Name))}");
        return (policy, [.. variables.Mistakes.Select(mistake => mistake.ToString()), .. unknown]);
    }

    private static (Settings Settings, ImmutableArray<string> Problems) ReadLabels(
        IReadOnlyDictionary<string, string> labels, Settings basis)
    {
        var names = labels.Keys.Where(label => label.StartsWith(LabelPrefix, StringComparison.Ordinal))
            .ToLookup(label => label[LabelPrefix.Length..].ToUpperInvariant().Replace('-', '_'));
        var rows = All.Where(row => row.Scope != SettingScope.Nowhere).ToArray();

        // A label never names a file of this machine: what it holds would be shown.
        var variables = new Variables(names.ToDictionary(name => name.Key, name => labels[name.First()]), readsFiles: false);
        var settings = variables.Apply(rows, basis);
        var mistaken = from mistake in variables.Mistakes
                       select $"its label {names[mistake.Name].First()}=\"{mistake.Value}\" is ignored: {mistake.Rule}";
        var unknown = from name in names
                      where rows.All(row => row.Name != name.Key) && name.First() != basis.WatchLabel?.Name && name.First() != DependsOnLabel
                      select $"its label {name.First()} is ignored: no setting of a node has this name"
                          + Lookalike.Hint(name.First(), rows.Select(row => LabelPrefix + row.Name.ToLowerInvariant().Replace('_', '-')));
        return (settings, [.. mistaken, .. unknown]);
    }

    /// <summary>In a pod all is known: its name, and that its containers share 127.0.0.1.</summary>
    private static Settings WithNodeOfPod(Settings settings, IReadOnlyDictionary<string, string> environment) => !settings.IsProbe ? settings : settings with
    {
        ContainerNames = settings.ContainerNames.IsEmpty ? [environment.GetValueOrDefault("HOSTNAME", "node")] : settings.ContainerNames,
        NodeRpcUrl = settings.NodeRpcUrl ?? new("http://127.0.0.1:9944"),
        NodeMetricsUrl = settings.NodeMetricsUrl ?? new("http://127.0.0.1:9615/metrics"),
    };

    /// <summary>A probe has one node, and needs HTTP to speak to the kubelet.</summary>
    private static IEnumerable<SettingMistake> ProbeMistakes(Settings settings)
    {
        const string OneNode = "with MODE=probe the one node of this pod is watched";
        if (settings.IsProbe && (settings.ContainerNames.Length > 1 || !settings.Units.IsEmpty))
        {
            yield return new("CONTAINER_NAME", string.Join(',', settings.ContainerNames), $"{OneNode}: set its name alone, or nothing", "node");
        }

        if (settings is { IsProbe: true, WatchLabel: { } label })
        {
            yield return new("WATCH_LABEL", $"{label}", $"{OneNode}: leave it unset, or set MODE=watch", "");
        }

        if (settings is { IsProbe: true, HttpPort: 0 })
        {
            yield return new("HTTP_PORT", "0", "with MODE=probe the kubelet asks for /livez: it must be a port", "8080");
        }
    }

    /// <summary>What may be meant, and most likely isn't.</summary>
    private static IEnumerable<string> OddNotices(Policy policy) => policy.BlockLag20 > policy.BlockLag100
        ? [Invariant($"BLOCK_LAG_20 ({policy.BlockLag20}) is above BLOCK_LAG_100 ({policy.BlockLag100}): ")
            + Invariant($"a node is restarted above {policy.BlockLag100} blocks behind, whatever it does")]
        : [];

    /// <summary>Something has to say what is watched.</summary>
    private static IEnumerable<SettingMistake> NameMistakes(Settings settings, List<SettingMistake> found) =>
        !settings.ContainerNames.IsEmpty || settings.WatchLabel is not null || found.Any(mistake => SaysWhatIsWatched(mistake.Name)) ? []
        : [new("CONTAINER_NAME", null, "set it to the name of the node's container, as `docker ps` shows it, or set WATCH_LABEL", "my-aleph-node")];

    private static bool SaysWhatIsWatched(string name) =>
        name.StartsWith("CONTAINER_NAME", StringComparison.Ordinal) || name.StartsWith("WATCH_LABEL", StringComparison.Ordinal);

    /// <summary>Growth over a window shows only when the node is checked within it.</summary>
    private static IEnumerable<SettingMistake> TrendMistakes(Settings settings)
    {
        var least = 2 * settings.CheckInterval;
        return settings.Policy.TrendWindow is { } window && window < least
            ? [new(
                "TREND_WINDOW", $"{window.TotalSeconds}", $"must be at least twice the CHECK_INTERVAL: {least.TotalSeconds}",
                $"{5 * least.TotalSeconds}")]
            : [];
    }

    /// <summary>One address can't belong to several nodes: a node would be judged by what another says.</summary>
    private static IEnumerable<SettingMistake> NodeUrlMistakes(Settings settings) =>
        from row in All.Where(row => row.Name is "NODE_RPC_URL" or "NODE_METRICS_URL" && !settings.IsProbe && (settings.ContainerNames.Length > 1 || settings.WatchLabel is not null))
        let url = row.Name == "NODE_RPC_URL" ? settings.NodeRpcUrl : settings.NodeMetricsUrl
        where url is not null
        let label = LabelPrefix + row.Name.ToLowerInvariant().Replace('_', '-')
        let rule = $"must not be set with several nodes in CONTAINER_NAME, or with WATCH_LABEL: give each container a label {label}"
        select new SettingMistake(row.Name, Address.Of(url), rule, row.Example);

    private static IEnumerable<SettingMistake> TlsMistakes(Settings settings, bool isHere)
    {
        const string Needed = "the folder with ca.pem, cert.pem and key.pem";
        return settings.DockerTls switch
        {
            null => [],
            _ when settings.DockerHost.Scheme != "tcp" =>
            [
                new(
                    "DOCKER_HOST", settings.DockerHost.OriginalString,
                    "must be tcp://host:port with DOCKER_TLS_VERIFY or DOCKER_CERT_PATH: a socket has no TLS", "tcp://docker.example:2376"),
            ],
            { Folder: "" } => [new("DOCKER_CERT_PATH", null, $"DOCKER_TLS_VERIFY needs it: {Needed}", "/certs")],
            { Missing: { Length: > 0 } missing } tls when isHere =>
                [new("DOCKER_CERT_PATH", tls.Folder, $"must be {Needed}; missing: {string.Join(", ", missing)}", "/certs")],
            _ => [],
        };
    }
}
