using static AlephZeroMonitor.Host.Configuration.Setting;
using static AlephZeroMonitor.Host.Configuration.Values;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The settings of what is watched, and of when and how a node is restarted.</summary>
internal static class NodeRows
{
    private const int MaxEndpoints = 16;
    private static readonly string[] EndpointSchemes = ["https", "wss", "http", "ws"];

    private static readonly SettingGroup Watched = new(
        "What is watched",
        [
            Of(
                "CONTAINER_NAME", null, ContainerNames,
                (settings, value) => settings with { ContainerNames = value },
                "the nodes to watch: containers, and systemd units as `systemd:aleph-node.service`; required, unless `WATCH_LABEL` is set. With `MODE=probe` the node's name, by default the pod's") with
            {
                Example = "my-aleph-node",
                WithoutDefault = "required",
            },
            Of(
                "WATCH_LABEL", null, Label,
                (settings, value) => settings with { WatchLabel = value },
                "containers with this label are watched, too, from when they are created until they are removed") with
            {
                Example = "alephzero-monitor.watch=true",
                Advice = "Any label will do. The monitor finds a container that carries it within two seconds: "
                    + "`docker run --label alephzero-monitor.watch=true …`. A container that is renamed is watched by its new name; "
                    + "the history keeps what happened under the old one.",
            },
            Of(
                "MODE", "watch", OneOf(("watch", false), ("probe", true)),
                (settings, value) => settings with { IsProbe = value },
                "`probe`: the monitor is a sidecar in the node's pod, and the kubelet restarts the node; see [deploying.md](deploying.md#kubernetes)") with
            {
                Example = "probe",
            },
            Of(
                "RPC_URL", string.Join(',', Settings.DefaultRpcUrls.Select(url => url.OriginalString)), RpcUrls,
                (settings, value) => settings with { RpcUrls = value },
                "the endpoints that report the network's latest block; [endpoints.md](endpoints.md) says how they are judged") with
            {
                Example = "wss://ws.azero.dev,wss://mainnet.azero.fans",
                Advice = "With three endpoints, one that lies is outvoted; with one or two it is not. A `wss://` endpoint reports each "
                    + "block as it comes, so a lag is seen within a second and not only at the next check.",
            },
            Of(
                "NODE_RPC_URL", null, HttpUrl,
                (settings, value) => settings with { NodeRpcUrl = value },
                "the node's own RPC server, asked at each check for what the log may not show yet; see "
                + "[decisions.md](decisions.md#what-the-node-says-of-itself). For one node; with several, give each container a label. With `MODE=probe` it is `http://127.0.0.1:9944` by default") with
            {
                Example = "http://my-node:9944",
                Scope = SettingScope.Label,
                Advice = "`NODE_RPC_URL` and `NODE_METRICS_URL` must each be the address of this very node, never of another node or of a "
                    + "proxy before several: the monitor would believe that the node has the other's blocks, and not restart it. "
                    + "`127.0.0.1` is the monitor's own container, unless it runs with `--network host`.",
            },
            Of(
                "NODE_METRICS_URL", null, HttpUrl,
                (settings, value) => settings with { NodeMetricsUrl = value },
                "the node's own Prometheus page, read at each check for the same reason; without a path, `/metrics` is read. For one "
                + "node; with several, give each container a label. With `MODE=probe` it is `http://127.0.0.1:9615/metrics` by default") with
            {
                Example = "http://127.0.0.1:9615/metrics",
                Scope = SettingScope.Label,
            },
            Of(
                "CHECK_INTERVAL", "60", Seconds(from: 1),
                (settings, value) => settings with { CheckInterval = value },
                "time from one check to the next") with
            {
                Advice = "Each check asks the http endpoints of `RPC_URL` once. Public endpoints limit requests; below 10 s use an "
                    + "endpoint of your own.",
            },
        ]);

    private static readonly SettingGroup Restarts = new(
        "When a node is restarted",
        [
            OfDecision(
                "BLOCK_LAG_20", "20", Blocks,
                (policy, value) => policy with { BlockLag20 = value },
                "a node that is more blocks behind, has left major sync and produces no blocks is restarted"),
            OfDecision(
                "BLOCK_LAG_100", "100", Blocks,
                (policy, value) => policy with { BlockLag100 = value },
                "a node that is more blocks behind is restarted at once, whatever it does"),
            OfDecision(
                "START_GRACE", "60", Seconds(from: 0),
                (policy, value) => policy with { StartGrace = value },
                "how long a node is left alone after its start"),
            OfDecision(
                "RESTART_COOLDOWN", "300", Seconds(from: 0),
                (policy, value) => policy with { RestartCooldown = value },
                "how long a node is left alone after a restart by the monitor, successful or not; doubled by each further restart "
                + "that did not help"),
            OfDecision(
                "RESTART_BACKOFF_MAX", "3600", Seconds(from: 0),
                (policy, value) => policy with { RestartBackoffMax = value },
                "the longest that a node is left alone after restarts that did not help; a value below `RESTART_COOLDOWN` counts as "
                + "that"),
            Of(
                "MAX_PARALLEL_RESTARTS", "1", Number("a whole number from 1 to 1000", 1, 1000, value => (int)value),
                (settings, value) => settings with { MaxParallelRestarts = value },
                "how many nodes may be restarted or started at the same time; the others wait, and the one furthest behind is next"),
            OfDecision(
                "STALL_DURATION", null, Seconds(from: 10),
                (policy, value) => policy with { StallDuration = value },
                "restart a node that is above `BLOCK_LAG_20`, does not produce, and has not moved for this long though the network "
                + "has; not set: the rule is off") with
            {
                Example = "300",
            },
            OfDecision(
                "TREND_WINDOW", null, Seconds(from: 10),
                (policy, value) => policy with { TrendWindow = value },
                "restart a node that is above `BLOCK_LAG_20`, does not produce, and whose lag has grown for all of this time; at "
                + "least twice `CHECK_INTERVAL`; not set: the rule is off") with
            {
                Example = "600",
            },
            OfDecision(
                "HOLD_WHILE_CATCHING_UP", "true", Flag,
                (policy, value) => policy with { HoldWhileCatchingUp = value },
                "leave a node alone while its lag shrinks by a block a second or more"),
            OfDecision(
                "BLIND_AFTER", "300", Seconds(from: 1),
                (policy, value) => policy with { BlindAfter = value },
                "raise the alert `Blind` when a node could not be judged for longer; a node that can't be judged is never restarted"),
            OfDecision(
                "DRY_RUN", "false", Flag,
                (policy, value) => policy with { DryRun = value },
                "decide and log, but restart nothing") with
            {
                Example = "true",
                Advice = "Try it for a day before you trust the monitor: the log says `would restart: …; held: DryRun`.",
            },
        ]);

    private static readonly SettingGroup Stops = new(
        "How a node is stopped",
        [
            Of(
                "STOP_TIMEOUT", null, Seconds(from: 1),
                (settings, value) => settings with { StopTimeout = value },
                "how long the node gets to stop before Docker kills it; not set: the container's own time-out, else Docker's (10 s)") with
            {
                Example = "120",
                Scope = SettingScope.Label,
                Advice = "A node writes its database when it stops; give it the time (120 is generous). In the official image, process 1 "
                    + "is a shell that ignores SIGTERM, so each stop there lasts the whole time-out and ends in a kill, whatever its "
                    + "length. `GRACEFUL_STOP=true` reaches the node itself: then a long `STOP_TIMEOUT` costs nothing, and the database"
                    + " is closed before the container ends.",
            },
            Of(
                "GRACEFUL_STOP", "false", Flag,
                (settings, value) => settings with { GracefulStop = value },
                "end the node by SIGTERM to its own process inside the container, wait for it as long as the stop time-out, and only "
                + "then use Docker's stop; for images whose process 1 is a shell. Docker must allow the monitor to run commands in the "
                + "container (exec)") with
            {
                Example = "true",
                Scope = SettingScope.Label,
            },
        ]);

    public static SettingGroup[] Groups => [Watched, Restarts, Stops];

    private static Values<ImmutableArray<string>> ContainerNames => List(
        "names of containers, or systemd:NAME.service", text => IsContainerName(text) || IsUnit(text) ? text : null, WrongName);

    private static Values<WatchLabel> Label => new(
        "a label's name, or name=value; a name has no blanks",
        text => text.Split('=', 2) is [{ Length: > 0 } name, .. var rest] && !name.Any(char.IsWhiteSpace) ? new WatchLabel(name, rest.FirstOrDefault()) : null);

    private static Values<ImmutableArray<Uri>> RpcUrls => List(
        $"https, wss, http or ws URLs, at most {MaxEndpoints}", text => Url(text, EndpointSchemes), text => WrongUrl(text, EndpointSchemes), MaxEndpoints);

    private static string WrongName(string name) => name switch
    {
        ['/', ..] => "begins with a slash: leave it out",
        _ when name.StartsWith(Settings.UnitPrefix, StringComparison.Ordinal) => "must be systemd:NAME.service",
        _ when name.Any(char.IsWhiteSpace) => "has a blank: separate names by commas",
        _ when name.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')) is var odd and not '\0' =>
            $"has '{odd}': a container's name has letters, digits, '_', '.' and '-'",
        _ => $"begins with '{name[0]}': a container's name begins with a letter or a digit",
    };

    private static bool IsUnit(string name) =>
        name.StartsWith(Settings.UnitPrefix, StringComparison.Ordinal) && name.EndsWith(".service", StringComparison.Ordinal)
        && name.Length > $"{Settings.UnitPrefix}.service".Length && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '.' or '-' or '@' or '\\');

    private static bool IsContainerName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
