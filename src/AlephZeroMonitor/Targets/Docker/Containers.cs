using System.Collections.Concurrent;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Looks at containers.</summary>
internal sealed class Containers(Engine engine, Settings settings)
{
    /// <summary>As Docker's own tools show ids.</summary>
    public const int ShortIdLength = 12;

    private const string SharedNetwork = "container:";

    /// <summary>Containers come and go: those of which the settings were read too long ago are read again.</summary>
    private const int MaxSettings = 10_000;

    private readonly ConcurrentDictionary<string, (NodeSettings Node, Settings All)> _settings = new();

    /// <summary>Inspects a node's container. Every failure is a value.</summary>
    /// <param name="nameOrId">The container's name or id, or the name of a <see cref="SwarmTask"/>, of which the latest is meant.</param>
    public async Task<ContainerView> InspectAsync(string nameOrId, CancellationToken ct)
    {
        try
        {
            return await FindAsync(nameOrId, ct)
                ?? (await LatestTaskAsync(nameOrId, ct) is { } id ? await FindAsync(id, ct) : null)
                ?? new ContainerView(RunState.Missing) { UnreachableSaid = await LookalikeAsync(nameOrId, ct) };
        }
        catch (EngineException e)
        {
            engine.Disconnect();
            return new ContainerView(RunState.Unreachable) { UnreachableSaid = e.Failure.Text };
        }
    }

    /// <summary>
    /// The names of all that is watched, running or not: the nodes that the settings name, those that carry the label of WATCH_LABEL, and what depends on
    /// a node, since its label says so or it shares the node's network.
    /// </summary>
    /// <exception cref="EngineException">Docker does not answer.</exception>
    public async Task<ImmutableArray<string>> WatchedAsync(CancellationToken ct)
    {
        var all = await ListAsync("?all=1", ct);
        Listed[] nodes = [.. all.Where(each => IsNode(each.Labels, [each.Id, .. each.Names]))];
        var dependants = all.Except(nodes).Where(each =>
            each.Id != OtherMonitors.OwnId && (each.Labels.ContainsKey(SettingsReader.DependsOnLabel) || nodes.Any(node => node.Names.Append(node.Id).Contains(each.ParentId))));
        return [.. settings.Containers.Union(Names(nodes.Where(node => settings.WatchLabel?.IsAmong(node.Labels) == true))).Union(Names(dependants))];
    }

    /// <summary>The names of the running containers that by image or command look like Aleph Zero nodes.</summary>
    /// <exception cref="EngineException">Docker does not answer.</exception>
    public async Task<ImmutableArray<string>> NamesLikeNodesAsync(CancellationToken ct) =>
        Names((await ListAsync("", ct)).Where(container => container.Runs.Contains("aleph-node", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The name of a container that looks alike: most likely that one is meant.</summary>
    private async Task<string?> LookalikeAsync(string name, CancellationToken ct)
    {
        try
        {
            return Lookalike.Of(name, Names(await ListAsync("?all=1", ct)));
        }
        catch (EngineException)
        {
            return null; // A proxy may refuse the list.
        }
    }

    private async Task<ContainerView?> FindAsync(string nameOrId, CancellationToken ct)
    {
        var path = $"/containers/{Uri.EscapeDataString(nameOrId)}/json";
        try
        {
            var container = await engine.GetAsync(path, ct);
            return IsMeant(container, nameOrId) ? View(container) : null;
        }
        catch (OddFieldException e)
        {
            return new ContainerView(RunState.Unreachable) { UnreachableSaid = $"GET {path}: {EngineFailure.Sentence(e.Failure.Said)}" };
        }
        catch (EngineException e) when (e.Failure.Kind == EngineFailureKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>The id of the container that Swarm made last for a node of this name. Docker lists the latest first.</summary>
    private async Task<string?> LatestTaskAsync(string name, CancellationToken ct) => name.Contains('.')
        ? (await ListAsync(AllWithLabel(SwarmTask.NameLabel), ct)).FirstOrDefault(container => SwarmTask.NodeName(container.Labels) == name)?.Id
        : null;

    private async Task<ImmutableArray<Listed>> ListAsync(string query, CancellationToken ct)
    {
        const string Path = "/containers/json";
        var list = await engine.GetAsync(Path + query, ct);
        try
        {
            return [.. list.EnumerateArray().Select(container => new Listed(
                container.Text("Id") ?? "",
                [.. container.Items("Names").Select(name => $"{name}".TrimStart('/'))],
                container.Texts("Labels"),
                $"{container.Text("Image")} {container.Text("Command")}",
                ParentId(container)))];
        }
        catch (Exception e) when (e is OddFieldException or InvalidOperationException)
        {
            throw new EngineException(new(EngineFailureKind.BadAnswer, $"GET {Path}", EngineFailure.Sentence((e as OddFieldException)?.Failure.Said ?? e.Message)), e);
        }
    }

    /// <summary>A container that others are linked to has their names for it, too, with a slash within.</summary>
    private static ImmutableArray<string> Names(IEnumerable<Listed> containers) =>
        [.. containers.SelectMany(container => SwarmTask.NodeName(container.Labels) is { } node ? [node] : container.Names.Where(name => !name.Contains('/'))).Distinct()];

    private static string AllWithLabel(string label) => $"?all=1&filters={Uri.EscapeDataString($$"""{"label":["{{JsonEncodedText.Encode(label)}}"]}""")}";

    /// <summary>Docker takes any beginning of an id for a name that no container has; that would be another container than the one that is missing.</summary>
    private static bool IsMeant(JsonElement container, string nameOrId) =>
        (container.Text("Name") ?? throw new OddFieldException("Name", default)).TrimStart('/') == nameOrId
        || (nameOrId.Length >= ShortIdLength && container.Text("Id")?.StartsWith(nameOrId, StringComparison.Ordinal) == true);

    /// <summary>CONTAINER_NAME or WATCH_LABEL means it.</summary>
    /// <param name="names">Its id, and its names.</param>
    private bool IsNode(IReadOnlyDictionary<string, string> labels, params string[] names) =>
        settings.WatchLabel?.IsAmong(labels) == true || settings.Containers.Any(name =>
            name == SwarmTask.NodeName(labels) || names.Contains(name) || (name.Length >= ShortIdLength && names[0].StartsWith(name, StringComparison.Ordinal)));

    private static string? ParentId(JsonElement container) =>
        container.At("HostConfig.NetworkMode") is { ValueKind: JsonValueKind.String } mode && mode.ToString() is var text && text.StartsWith(SharedNetwork, StringComparison.Ordinal)
            ? text[SharedNetwork.Length..]
            : null;

    private ContainerView View(JsonElement container)
    {
        var id = container.Text("Id") is { Length: > 0 } text ? text : throw new OddFieldException("Id", container.At("Id"));
        var state = Required(container, "State");
        _ = Required(container, "Config");
        var runState = (state.Flag("Restarting"), state.Flag("Paused"), state.Flag("Running")) switch
        {
            (true, _, _) => RunState.Restarting,
            (_, true, _) => RunState.Paused,
            (_, _, true) => RunState.Running,
            _ => RunState.Stopped,
        };
        var labels = container.Texts("Config.Labels");
        if (_settings.Count >= MaxSettings)
        {
            _settings.Clear();
        }

        var (node, all) = _settings.GetOrAdd(id, _ => SettingsReader.ReadNode(labels, settings));
        NodeLife? last = state.Time("StartedAt") is { } startedAt ? new NodeLife(id, startedAt) : null;
        if (last is null && runState == RunState.Running)
        {
            throw new OddFieldException("State.StartedAt", state.At("StartedAt"));
        }

        var name = container.Text("Name")?.TrimStart('/') ?? "";
        var isDependant = !IsNode(labels, id, name);
        return new ContainerView(runState)
        {
            Name = name,
            IsDependant = isDependant,
            DependsOn = [.. (labels.GetValueOrDefault(SettingsReader.DependsOnLabel) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            ParentId = ParentId(container),
            LastLife = last,
            LastLifeEndedAt = state.Time("FinishedAt"),
            End = runState is RunState.Stopped or RunState.Restarting && state.Time("FinishedAt") is { } endedAt ? End(endedAt, state) : null,
            RestartPolicy = container.Text("HostConfig.RestartPolicy.Name") is { Length: > 0 } policy ? policy : null,
            StopTimeout = all.StopTimeout ?? StopTimeout(container.Number("Config.StopTimeout")),
            HasOwnStopTimeout = all.StopTimeout is null,
            IsGraceful = all.GracefulStop,
            StopSignal = Signal.Number(container.Text("Config.StopSignal")),
            IsTerminal = container.Flag("Config.Tty"),
            IsRemovedAtItsEnd = container.Flag("HostConfig.AutoRemove"),
            LogDriver = container.Text("HostConfig.LogConfig.Type") ?? "",
            Labels = labels,
            Settings = runState != RunState.Running ? null : isDependant ? node with { Addresses = NodeAddresses.None } : node, // A container cannot change its labels; another one of that name can have others.
        };
    }

    private static LifeEnd End(DateTimeOffset at, JsonElement state) => new(at, (int?)state.Number("ExitCode"), state.Flag("OOMKilled"), IsOurs: false)
    {
        Said = state.Text("Error") is { Length: > 0 } error ? error : null,
    };

    private static JsonElement Required(JsonElement container, string path) =>
        container.At(path) is { ValueKind: JsonValueKind.Object } found ? found : throw new OddFieldException(path, container.At(path));

    /// <summary>A negative one is for ever.</summary>
    private static TimeSpan StopTimeout(long? seconds) => seconds switch
    {
        null => ContainerView.DefaultStopTimeout,
        < 0 => ContainerView.LongestStopTimeout,
        { } set when set > ContainerView.LongestStopTimeout.TotalSeconds => ContainerView.LongestStopTimeout,
        { } set => TimeSpan.FromSeconds(set),
    };

    /// <summary>A container in Docker's list; it runs its image and its command.</summary>
    private sealed record Listed(string Id, ImmutableArray<string> Names, Dictionary<string, string> Labels, string Runs, string? ParentId);
}
