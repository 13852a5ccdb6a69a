namespace AlephZeroMonitor.Host.Configuration;

/// <summary>
/// The program's settings: read once, validated, then unchanged. Names, rules and defaults are those of docs/configuration.md.
/// </summary>
internal sealed record Settings
{
    /// <summary>
    /// The endpoint that the monitor was written for, which was switched off in November 2025, and two that public wallets use.
    /// </summary>
    public static readonly ImmutableArray<Uri> DefaultRpcUrls =
        [new("https://aleph-zero.api.onfinality.io/public"), new("wss://ws.azero.dev"), new("wss://mainnet.azero.fans")];

    /// <summary>MONITOR_GID when it is not set: the docker group on many systems.</summary>
    public const uint DefaultGid = 996;

    /// <summary>What begins the name of a node that is a systemd unit.</summary>
    public const string UnitPrefix = "systemd:";

    /// <summary>Names of the nodes to watch, as they are typed (CONTAINER_NAME); at least one, unless there is a <see cref="WatchLabel"/>.</summary>
    public required ImmutableArray<string> ContainerNames { get; init; }

    /// <summary>The one node is that of the monitor's own pod, and the kubelet restarts it (MODE).</summary>
    public bool IsProbe { get; init; }

    /// <summary>Those that are containers.</summary>
    public ImmutableArray<string> Containers => IsProbe ? [] : [.. ContainerNames.Except(Units)];

    /// <summary>Those that are systemd units, with <see cref="UnitPrefix"/>.</summary>
    public ImmutableArray<string> Units => [.. ContainerNames.Where(name => name.StartsWith(UnitPrefix, StringComparison.Ordinal))];

    /// <summary>Docker is needed.</summary>
    public bool WatchesContainers => WatchLabel is not null || !Containers.IsEmpty;

    /// <summary>Containers with this label are watched, too (WATCH_LABEL); null: no others.</summary>
    public WatchLabel? WatchLabel { get; init; }

    /// <summary>The endpoints that report the network's head (RPC_URL); http, https, ws or wss; at least one.</summary>
    public ImmutableArray<Uri> RpcUrls { get; init; } = DefaultRpcUrls;

    /// <summary>The endpoints are those of the default list, of which a dead one is nobody's mistake.</summary>
    public bool AreDefaultEndpoints => RpcUrls.SequenceEqual(DefaultRpcUrls);

    /// <summary>
    /// The node's own RPC server (NODE_RPC_URL), http or https, where a node's label names no other; null: the node isn't asked.
    /// </summary>
    public Uri? NodeRpcUrl { get; init; }

    /// <summary>
    /// The node's own metrics page (NODE_METRICS_URL), http or https, where a node's label names no other; null: it isn't asked for.
    /// </summary>
    public Uri? NodeMetricsUrl { get; init; }

    /// <summary>Time from one check to the next (CHECK_INTERVAL).</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>This process only looks and never acts, so that it keeps no other monitor from acting. No setting: verbs set it.</summary>
    public bool IsLooking { get; init; }

    /// <summary>What nodes are judged by, as long as their labels are not known.</summary>
    public NodeSettings ForNodes => new(Policy) { Addresses = new NodeAddresses(NodeRpcUrl, NodeMetricsUrl) };

    /// <summary>How many nodes may be restarted or started at the same time (MAX_PARALLEL_RESTARTS).</summary>
    public int MaxParallelRestarts { get; init; } = 1;

    /// <summary>What decisions depend on.</summary>
    public Policy Policy { get; init; } = new();

    /// <summary>The user id to drop to (MONITOR_UID).</summary>
    public uint Uid { get; init; } = 1000;

    /// <summary>
    /// The group id to drop to (MONITOR_GID); null when not set: <see cref="DefaultGid"/>, or the socket's group when that is another.
    /// </summary>
    public uint? Gid { get; init; }

    /// <summary>How long the node gets to stop (STOP_TIMEOUT); null: the container's own time-out, else the engine's.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>A node is ended by SIGTERM to its own process rather than by the engine's stop (GRACEFUL_STOP).</summary>
    public bool GracefulStop { get; init; }

    /// <summary>The Docker engine's address (DOCKER_HOST); unix or tcp.</summary>
    public Uri DockerHost { get; init; } = new("unix:///var/run/docker.sock");

    /// <summary>How Docker is reached by TLS (DOCKER_CERT_PATH, DOCKER_TLS_VERIFY); null: without.</summary>
    public DockerTls? DockerTls { get; init; }

    /// <summary>The lowest level of log lines that are written (LOG_LEVEL).</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How log lines are written (LOG_FORMAT).</summary>
    public LogForm LogForm { get; init; }

    /// <summary>The port of the HTTP server (HTTP_PORT); 0: none.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>The address that the HTTP server listens on (HTTP_BIND).</summary>
    public string HttpBind { get; init; } = "127.0.0.1";

    /// <summary>Where a process beside the HTTP server reaches it, when it listens.</summary>
    public Uri HttpAddress => new UriBuilder("http", HttpBind is "0.0.0.0" or "::" ? "127.0.0.1" : HttpBind, HttpPort).Uri;

    /// <summary>The folder of the history (DATA_DIR).</summary>
    public string DataDirectory { get; init; } = "/data";

    /// <summary>What actions by HTTP need (API_TOKEN); null: there are none.</summary>
    public string? ApiToken { get; init; }

    /// <summary>
    /// The names by which the server may be asked for, beside localhost and addresses (HTTP_HOSTS); looked at only where there is a token.
    /// </summary>
    public ImmutableArray<string> HttpHosts { get; init; } = [];

    /// <summary>Who is told of alerts and restarts (NOTIFY_URL): URLs without fault, which hold secrets.</summary>
    public ImmutableArray<string> NotifyUrls { get; init; } = [];

    /// <summary>After how long an alert that stands is told again (NOTIFY_REPEAT); zero: never.</summary>
    public TimeSpan NotifyRepeat { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How many messages are made in an hour at most (NOTIFY_MAX_PER_HOUR).</summary>
    public int NotifyMaxPerHour { get; init; } = 30;

    /// <summary>Where people reach the page (PUBLIC_URL); null when that is not known.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>What is asked for once a minute while the watch is alive (HEARTBEAT_URL); null: nothing.</summary>
    public Uri? HeartbeatUrl { get; init; }

    /// <summary>What was set, and what is the default of the rest; without secrets.</summary>
    public ImmutableArray<SettingValue> Values { get; init; } = [];

    /// <summary>Where metrics and traces are sent (OTEL_EXPORTER_OTLP_ENDPOINT); null: nowhere.</summary>
    public Collector? Collector { get; init; }
}

/// <summary>A setting as it is in force.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">What was set, without secrets; null when it was not set.</param>
/// <param name="Default">What counts when it is not set; null when nothing does.</param>
internal sealed record SettingValue(string Name, string? Value, string? Default);

/// <summary>How log lines are written.</summary>
internal enum LogForm
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,

    /// <summary>key=value, separated by blanks.</summary>
    Logfmt,
}

/// <summary>The label of the containers to watch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null: any.</param>
internal sealed record WatchLabel(string Name, string? Value)
{
    /// <summary>It is among these.</summary>
    public bool IsAmong(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(Name, out var value) && (Value is null || value == Value);

    /// <summary>As it is typed.</summary>
    public override string ToString() => Value is null ? Name : $"{Name}={Value}";
}

/// <summary>The certificates for a Docker that listens with TLS. Its own certificate is always verified.</summary>
/// <param name="Folder">The folder that holds them (DOCKER_CERT_PATH).</param>
internal sealed record DockerTls(string Folder)
{
    public string CaFile => Path.Combine(Folder, "ca.pem");

    public string CertificateFile => Path.Combine(Folder, "cert.pem");

    public string KeyFile => Path.Combine(Folder, "key.pem");

    public string[] Files => [CaFile, CertificateFile, KeyFile];

    /// <summary>The files that are not there.</summary>
    public string[] Missing => [.. Files.Where(file => !File.Exists(file))];
}

/// <summary>Where metrics and traces are sent.</summary>
/// <param name="Endpoint">Its base address (OTEL_EXPORTER_OTLP_ENDPOINT); http or https.</param>
/// <param name="SpeaksGrpc">It is sent to by gRPC rather than by HTTP (OTEL_EXPORTER_OTLP_PROTOCOL).</param>
/// <param name="Headers">What each request carries (OTEL_EXPORTER_OTLP_HEADERS): name=value, separated by commas; often a key. Null:
/// nothing.</param>
internal sealed record Collector(Uri Endpoint, bool SpeaksGrpc = false, string? Headers = null);
