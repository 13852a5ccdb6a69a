using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>Reads the settings from the environment and collects all mistakes.</summary>
internal sealed class SettingsReader
{
    private const int MaxSeconds = 7 * 24 * 3600;
    private const int MaxEndpoints = 16;
    private const int LeastTokenLength = 16;
    private const string LabelPrefix = "alephzero-monitor.";

    private static readonly string[] HttpSchemes = ["http", "https"];

    private readonly Variables _variables;
    private readonly Settings _defaults = new() { ContainerNames = [] };

    private SettingsReader(Variables variables) => _variables = variables;

    /// <summary>Reads the settings.</summary>
    /// <param name="environment">The environment's variables.</param>
    /// <returns>The settings, null when there are mistakes; the mistakes; and what to point out although the program can run.</returns>
    public static (Settings? Settings, ImmutableArray<SettingMistake> Mistakes, ImmutableArray<string> Notices) Read(
        IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Variables(environment);
        var settings = new SettingsReader(variables).Read();
        return (variables.Mistakes.Count == 0 ? settings : null, [.. variables.Mistakes], [.. variables.LookalikeNotices(), .. OddNotices(settings.Policy)]);
    }

    /// <summary>Reads what a node's container overrides by its labels: `alephzero-monitor.block-lag-100=200` for BLOCK_LAG_100.</summary>
    /// <param name="labels">All labels of the container.</param>
    /// <param name="basis">The policy without them.</param>
    /// <returns>The policy; and what is wrong with the labels, which then don't count.</returns>
    public static (Policy Policy, ImmutableArray<string> Problems) ReadLabels(IReadOnlyDictionary<string, string> labels, Policy basis)
    {
        var names = labels.Keys.Where(label => label.StartsWith(LabelPrefix, StringComparison.Ordinal)).ToLookup(label => label[LabelPrefix.Length..].ToUpperInvariant().Replace('-', '_'));

        // What a file of this machine says is nothing that a container's label should show.
        var variables = new Variables(names.Where(name => !Variables.NamesFile(name.Key)).ToDictionary(name => name.Key, name => labels[name.First()]));
        var reader = new SettingsReader(variables);
        var policy = reader.ReadPolicy(basis);
        reader.NodeRpcUrl();
        reader.NodeMetricsUrl();
        var mistaken = variables.Mistakes.Select(mistake => $"its label {names[mistake.Name].First()}=\"{mistake.Value}\" {mistake.Rule}; it doesn't count");
        var unknown = names.Where(name => !variables.IsKnown(name.Key)).Select(name => $"its label {name.First()} is no setting of a node's");
        return (policy, [.. mistaken, .. unknown, .. OddNotices(basis).Any() ? [] : OddNotices(policy)]);
    }

    /// <summary>Where a node itself is asked: by its labels `alephzero-monitor.node-rpc-url` and `….node-metrics-url`, else by the settings; null where it isn't.</summary>
    /// <param name="labels">All labels of the container.</param>
    /// <param name="settings">The settings.</param>
    public static (Uri? Rpc, Uri? Metrics) ReadNodeUrls(IReadOnlyDictionary<string, string> labels, Settings settings) =>
        (NodeUrl(labels, "node-rpc-url") ?? settings.NodeRpcUrl, NodeUrl(labels, "node-metrics-url") ?? settings.NodeMetricsUrl);

    /// <summary>Reads DATA_DIR alone, for what looks at the history without watching.</summary>
    /// <param name="environment">The environment's variables.</param>
    /// <returns>The folder, null when there are mistakes; and the mistakes.</returns>
    public static (string? Directory, ImmutableArray<SettingMistake> Mistakes) ReadDataDirectory(IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Variables(environment);
        var directory = new SettingsReader(variables).DataDirectory();
        return (variables.Mistakes.Count == 0 ? directory : null, [.. variables.Mistakes]);
    }

    /// <summary>Reads changes to a policy, by the names of the settings.</summary>
    /// <param name="changes">Names and values.</param>
    /// <param name="basis">The policy without them.</param>
    /// <returns>The policy; and what is wrong with the changes.</returns>
    public static (Policy Policy, ImmutableArray<string> Problems) ReadPolicy(IReadOnlyDictionary<string, string> changes, Policy basis)
    {
        var variables = new Variables(changes);
        var policy = new SettingsReader(variables).ReadPolicy(basis);
        return (policy, [.. variables.Mistakes.Select(mistake => mistake.ToString()), .. changes.Keys.Where(name => !variables.IsKnown(name)).Select(name => $"{name} is no setting that decisions depend on")]);
    }

    private string DataDirectory() =>
        _variables.Read("DATA_DIR", text => Path.IsPathFullyQualified(text) ? Path.GetFullPath(text) : null, "an absolute path", "/data") ?? _defaults.DataDirectory;

    private Settings Read() => WithOneNodeAsked(WithTrendThatShows(_defaults with
    {
        ContainerNames = ContainerNames(),
        RpcUrls = RpcUrls() ?? _defaults.RpcUrls,
        NodeRpcUrl = NodeRpcUrl(),
        NodeMetricsUrl = NodeMetricsUrl(),
        CheckInterval = Seconds("CHECK_INTERVAL", 1, "60") ?? _defaults.CheckInterval,
        Policy = ReadPolicy(_defaults.Policy),
        Uid = Id("MONITOR_UID", "1000") ?? _defaults.Uid,
        Gid = Id("MONITOR_GID", "996"),
        StopTimeout = Seconds("STOP_TIMEOUT", 1, "120"),
        GracefulStop = Flag("GRACEFUL_STOP") ?? _defaults.GracefulStop,
        DockerHost = Url("DOCKER_HOST", _defaults.DockerHost, ["unix", "tcp"], "unix:///path or tcp://host:port", "unix:///var/run/docker.sock"),
        LogLevel = OneOf("LOG_LEVEL", LogLevels, "info") ?? _defaults.LogLevel,
        LogAsJson = OneOf("LOG_FORMAT", LogFormats, "json") ?? _defaults.LogAsJson,
        HttpPort = (int?)Number("HTTP_PORT", 0, ushort.MaxValue, "a port from 1 to 65535, or 0 for none", "8080") ?? _defaults.HttpPort,
        HttpBind = _variables.Read("HTTP_BIND", text => IPAddress.TryParse(text, out _) ? text : null, "an IP address", "127.0.0.1") ?? _defaults.HttpBind,
        DataDirectory = DataDirectory(),
        ApiToken = ApiToken(),
        HttpHosts = HttpHosts() ?? _defaults.HttpHosts,
        Collector = Collector(),
    }));

    private Policy ReadPolicy(Policy basis) => new()
    {
        BlockLag20 = Blocks("BLOCK_LAG_20", "20") ?? basis.BlockLag20,
        BlockLag100 = Blocks("BLOCK_LAG_100", "100") ?? basis.BlockLag100,
        StartGrace = Seconds("START_GRACE", 0, "60") ?? basis.StartGrace,
        RestartCooldown = Seconds("RESTART_COOLDOWN", 0, "300") ?? basis.RestartCooldown,
        RestartBackoffMax = Seconds("RESTART_BACKOFF_MAX", 0, "3600") ?? basis.RestartBackoffMax,
        StallDuration = Seconds("STALL_DURATION", 10, "300") ?? basis.StallDuration,
        TrendWindow = Seconds("TREND_WINDOW", 10, "600") ?? basis.TrendWindow,
        HoldWhileCatchingUp = Flag("HOLD_WHILE_CATCHING_UP") ?? basis.HoldWhileCatchingUp,
        DryRun = Flag("DRY_RUN") ?? basis.DryRun,
    };

    private static Dictionary<string, LogLevel> LogLevels { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["information"] = LogLevel.Information,
        ["warn"] = LogLevel.Warning,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    private static Dictionary<string, bool> LogFormats { get; } = new(StringComparer.OrdinalIgnoreCase) { ["text"] = false, ["json"] = true };

    private static Dictionary<string, bool> OtlpProtocols { get; } = new(StringComparer.OrdinalIgnoreCase) { ["http/protobuf"] = false, ["grpc"] = true };

    private static Dictionary<string, bool> Flags { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true,
        ["yes"] = true,
        ["1"] = true,
        ["false"] = false,
        ["no"] = false,
        ["0"] = false,
    };

    private ImmutableArray<string> ContainerNames()
    {
        const string Rule = "names of containers, separated by commas, each once; a name has letters, digits, '_', '.' and '-'";
        var names = _variables.Read(
            "CONTAINER_NAME",
            text =>
            {
                var parts = text.Split(',', StringSplitOptions.TrimEntries);
                return parts.All(IsContainerName) && parts.Distinct().Count() == parts.Length ? parts : null;
            },
            Rule,
            "my-aleph-node");
        if (names is null && !_variables.IsMistaken("CONTAINER_NAME"))
        {
            _variables.Mistakes.Add(new("CONTAINER_NAME", null, "it is required: the name of the node's container, as `docker ps` shows it", "my-aleph-node"));
        }

        return names is null ? [] : [.. names];
    }

    private static bool IsContainerName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>A mistaken one isn't shown.</summary>
    private string? ApiToken() => _variables.Read(
        "API_TOKEN",
        text => text.Length >= LeastTokenLength && text.All(c => c is > ' ' and <= '~') ? text : null,
        $"at least {LeastTokenLength} characters of ASCII, without spaces",
        "$(openssl rand -hex 32)",
        isSecret: true);

    private ImmutableArray<string>? HttpHosts()
    {
        var names = _variables.Read(
            "HTTP_HOSTS",
            text => text.Split(',', StringSplitOptions.TrimEntries) is var parts && parts.All(part => Uri.CheckHostName(part) == UriHostNameType.Dns) ? parts : null,
            "host names without port, separated by commas",
            "monitor.example.org");
        return names is null ? null : [.. names];
    }

    /// <summary>The names are OpenTelemetry's; what else it defines, its library reads. Headers hold keys: mistaken ones aren't shown.</summary>
    private Collector? Collector()
    {
        var endpoint = _variables.Read("OTEL_EXPORTER_OTLP_ENDPOINT", text => Url(text, HttpSchemes), "an http or https URL", "http://collector:4318");
        var speaksGrpc = OneOf("OTEL_EXPORTER_OTLP_PROTOCOL", OtlpProtocols, "http/protobuf") ?? false;
        var headers = _variables.Read(
            "OTEL_EXPORTER_OTLP_HEADERS",
            text => text.Split(',').All(pair => pair.Trim().IndexOf('=', StringComparison.Ordinal) > 0) ? text : null,
            "name=value, separated by commas, values as in a URL",
            "api-key=0123456789abcdef",
            isSecret: true);
        return endpoint is null ? null : new Collector(endpoint, speaksGrpc, headers);
    }

    private ImmutableArray<Uri>? RpcUrls()
    {
        var urls = _variables.Read(
            "RPC_URL",
            text =>
            {
                var urls = text.Split(',', StringSplitOptions.TrimEntries).Select(part => Url(part, ["http", "https", "ws", "wss"])).OfType<Uri>().Distinct().ToArray();
                return urls.Length == text.Split(',').Length && urls.Length <= MaxEndpoints ? urls : null;
            },
            $"http, https, ws or wss URLs, separated by commas, each once, at most {MaxEndpoints}",
            "https://aleph-zero.api.onfinality.io/public");
        return urls is null ? null : [.. urls];
    }

    private Uri? NodeRpcUrl() => _variables.Read("NODE_RPC_URL", text => Url(text, HttpSchemes), "an http or https URL", "http://127.0.0.1:9944");

    private Uri? NodeMetricsUrl() => _variables.Read("NODE_METRICS_URL", text => Url(text, HttpSchemes), "an http or https URL", "http://127.0.0.1:9615/metrics");

    private static Uri? NodeUrl(IReadOnlyDictionary<string, string> labels, string name) => labels.TryGetValue(LabelPrefix + name, out var text) ? Url(text.Trim(), HttpSchemes) : null;

    private Uri Url(string name, Uri byDefault, string[] schemes, string rule, string example) =>
        _variables.Read(name, text => Url(text, schemes), rule, example) ?? byDefault;

    private static Uri? Url(string text, string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && IsComplete(url) ? url : null;

    private static bool IsComplete(Uri url) => url.Scheme == "unix" ? url.AbsolutePath.Length > 1 : url.Host.Length > 0;

    private TimeSpan? Seconds(string name, long least, string example) =>
        Number(name, least, MaxSeconds, $"seconds, a whole number from {least} to {MaxSeconds}", example) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>What can be meant, and most likely isn't.</summary>
    private static IEnumerable<string> OddNotices(Policy policy) => policy.BlockLag20 > policy.BlockLag100
        ? [FormattableString.Invariant($"BLOCK_LAG_20 ({policy.BlockLag20}) is above BLOCK_LAG_100 ({policy.BlockLag100}): a node is restarted above {policy.BlockLag100} blocks behind, whatever it does")]
        : [];

    /// <summary>Growth over a window shows only when the node is looked at within it.</summary>
    private Settings WithTrendThatShows(Settings settings)
    {
        const string Name = "TREND_WINDOW";
        var least = 2 * settings.CheckInterval;
        if (settings.Policy.TrendWindow is { } window && window < least)
        {
            _variables.Mistakes.Add(new(Name, $"{window.TotalSeconds}", $"must be at least twice the CHECK_INTERVAL: {least.TotalSeconds}", $"{5 * least.TotalSeconds}"));
        }

        return settings;
    }

    /// <summary>One address can't be that of several nodes: a node would be judged by what another says.</summary>
    private Settings WithOneNodeAsked(Settings settings)
    {
        foreach (var (name, url, label, example) in new[]
        {
            ("NODE_RPC_URL", settings.NodeRpcUrl, "node-rpc-url", "http://127.0.0.1:9944"),
            ("NODE_METRICS_URL", settings.NodeMetricsUrl, "node-metrics-url", "http://127.0.0.1:9615/metrics"),
        })
        {
            if (url is not null && settings.ContainerNames.Length > 1)
            {
                _variables.Mistakes.Add(new(name, $"{url.Scheme}://{url.Authority}", $"must not be set with several nodes in CONTAINER_NAME: give each container a label {LabelPrefix}{label}", example));
            }
        }

        return settings;
    }

    private uint? Blocks(string name, string example) =>
        (uint?)Number(name, 0, uint.MaxValue, "blocks, a whole number from 0", example);

    private uint? Id(string name, string example) =>
        (uint?)Number(name, 0, uint.MaxValue - 1, "a numeric id, as `id` or `stat -c %g` prints it", example);

    private long? Number(string name, long least, long most, string rule, string example) => _variables.Read(
        name,
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : (long?)null,
        rule,
        example);

    private bool? Flag(string name) => OneOf(name, Flags, "true");

    private T? OneOf<T>(string name, Dictionary<string, T> values, string example)
        where T : struct =>
        _variables.Read(name, text => values.TryGetValue(text, out var value) ? value : (T?)null, $"one of {string.Join(", ", values.Keys)}", example);
}
