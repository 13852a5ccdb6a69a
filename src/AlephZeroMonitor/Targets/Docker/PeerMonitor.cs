namespace AlephZeroMonitor.Targets.Docker;

/// <summary>What is known of a monitor's health from outside.</summary>
internal enum PeerHealth
{
    /// <summary>Docker does not call it unhealthy: its health check succeeds, has not failed often enough yet, or does not exist.</summary>
    Healthy,

    /// <summary>Unhealthy, but its last answer shows that it checks the node.</summary>
    ChecksNode,

    /// <summary>Unhealthy, and nothing shows that it checks the node.</summary>
    Unhealthy,
}

/// <summary>A node's container, by what monitors know which to watch.</summary>
internal readonly record struct LabelledNode(string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>A monitor, in a container of this Docker, that is set up to act on a node.</summary>
internal sealed record PeerMonitor(string Id, string? Name, DateTimeOffset StartedAt, PeerHealth Health)
{
    /// <summary>Reads what Docker says of a monitor's container; null when it cannot act on the node.</summary>
    /// <param name="container">What inspect answers.</param>
    /// <param name="isOwn">It is the container of this process, which acts.</param>
    public static PeerMonitor? Of(JsonElement container, string id, LabelledNode node, Settings settings, bool isOwn)
    {
        if (!isOwn && !ActsOn(container, node, settings))
        {
            return null;
        }

        var startedAt = container.Time("State.StartedAt") ?? DateTimeOffset.MaxValue;
        return new(id, container.Text("Name")?.TrimStart('/'), startedAt, HealthOf(container, node.Name));
    }

    /// <summary>
    /// The one that acts: of the healthy ones the one that was started first. When none is healthy, an unhealthy one keeps nobody away
    /// unless it shows that it checks the node; only until that has settled do all count, since monitors that had all lost Docker, and
    /// found it again, are still called unhealthy.
    /// </summary>
    /// <param name="acting">All that are set up to act, this one too if it is in a container.</param>
    /// <param name="ownId">The container of this process.</param>
    /// <param name="hasSettled">None has been healthy for longer than a health check takes to find a healthy one.</param>
    public static PeerMonitor? First(IReadOnlyCollection<PeerMonitor> acting, string? ownId, bool hasSettled)
    {
        var counted = acting.Any(peer => peer.Health == PeerHealth.Healthy) ? acting.Where(peer => peer.Health == PeerHealth.Healthy)
            : hasSettled ? acting.Where(peer => peer.Health == PeerHealth.ChecksNode || peer.Id == ownId)
            : acting;
        return counted.MinBy(peer => (peer.StartedAt, peer.Id));
    }

    private static PeerHealth HealthOf(JsonElement container, string node) =>
        container.Text("State.Health.Status") != "unhealthy" ? PeerHealth.Healthy
        : HealthText.ChecksNode(container.Items("State.Health.Log").LastOrDefault().Text("Output") ?? "", node) ? PeerHealth.ChecksNode
        : PeerHealth.Unhealthy;

    private static bool ActsOn(JsonElement container, LabelledNode node, Settings settings)
    {
        var variables = container.Items("Config.Env").Select(pair => pair.ToString().Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]);
        var (peer, _, _) = SettingsReader.Read(variables, isHere: false);
        return container.Flag("State.Running") && !container.Flag("State.Paused")
            && container.Items("Args").Select(argument => argument.ToString()).ToArray() is [] or ["watch"]
            && (variables.ContainsKey("CONTAINER_NAME_FILE") || variables.ContainsKey("WATCH_LABEL_FILE") // It can't be read from here, and may mean this node.
                || (peer is not null && (peer.ContainerNames.Contains(node.Name) || peer.WatchLabel?.IsAmong(node.Labels) == true) && !peer.Policy.DryRun
                    && HasSocket(container, peer.DockerHost) && AskTheSame(peer.DockerHost, settings.DockerHost)));
    }

    private static bool AskTheSame(Uri docker, Uri other) => docker == other || (docker.Scheme == "unix" && other.Scheme == "unix");

    /// <summary>The socket that the monitor asks is mounted in its container, or a folder above it is.</summary>
    private static bool HasSocket(JsonElement container, Uri host)
    {
        var socket = Usual(host.LocalPath);
        return host.Scheme != "unix" || container.At("Mounts").ValueKind == JsonValueKind.Undefined
            || container.Items("Mounts").Select(mount => Usual(mount.Text("Destination") ?? ""))
                .Any(mounted => mounted == socket || socket.StartsWith($"{mounted}/", StringComparison.Ordinal));
    }

    /// <summary>In images, /var/run is a link to /run.</summary>
    private static string Usual(string path) =>
        $"{path.TrimEnd('/')}/".StartsWith("/var/run/", StringComparison.Ordinal) ? path.TrimEnd('/')["/var".Length..] : path.TrimEnd('/');
}
