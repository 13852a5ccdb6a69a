using System.Diagnostics.Metrics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>What was last seen and decided of each node. A value that is not known has no series. docs/metrics.md lists them.</summary>
internal sealed class NodeMetrics
{
    private static readonly Reason[] Rules = [.. Enum.GetValues<Reason>().Where(reason => reason.AsksForRestart())];

    private static readonly RestartEffect[] Effects = [.. Enum.GetValues<RestartEffect>().Where(effect => effect != RestartEffect.Unknown)];

    private static readonly Alerts[] AllAlerts = [.. Enum.GetValues<Alerts>().Where(alert => alert != Alerts.None)];

    private readonly Meter _meter;
    private readonly Board _board;
    private readonly TimeProvider _time;

    /// <summary>Makes the instruments.</summary>
    public NodeMetrics(Meter meter, Board board, RestartHelp help, TimeProvider time)
    {
        (_meter, _board, _time) = (meter, board, time);
        Gauge("best_block", null, "The node's highest block by its latest evidence.", node => node.Decision.Best);
        Gauge("finalized_block", null, "The node's highest finalized block.", node => node.Decision.Finalized);
        Gauge("head_block", null, "The network's latest block.", node => node.Decision.Head);
        Gauge("head_stale", null, "1 when that block hasn't moved for two minutes.", node => node.Decision.IsHeadStale ? 1 : 0);
        Gauge("lag", "blocks", "Blocks behind the network's head.", node => node.Decision.Lag);
        Gauge("import_rate", "blocks_per_second", "Blocks that the node imports a second.", node => node.Decision.ImportRate);
        Gauge("head_rate", "blocks_per_second", "Blocks that the network makes a second.", node => node.Decision.HeadRate);
        Gauge("peers", null, "Connected peers.", node => node.Decision.Peers);
        Gauge("session", null, "The session by the node's log.", node => node.Seen.Facts.Session);
        Gauge("producing", null, "1 when the node produces blocks in its current session.", node => node.Decision.IsProducing ? 1 : 0);
        Gauge("running", null, "1 when the container is running.", node => node.Seen.RunState == RunState.Running ? 1 : 0);
        Gauge("check_age", "s", "Seconds since the node was last checked.", node => _time.GetElapsedTime(node.PublishedAt).TotalSeconds);
        Gauge("hold_remaining", "s", "Seconds that the present hold still lasts, for a hold with a set end.", Remaining);
        Counter("log_lines", "Lines of the node's log, each counted once.", node => node.Seen.Counted.Lines);
        Counter("log_errors", "Lines of level ERROR, and panics, in the node's log.", node => node.Seen.Counted.Errors);
        Counter("reorgs", "Reorganisations by the node's log.", node => node.Seen.Counted.Reorgs);
        _meter.CreateObservableGauge("alephzero.node.verdict", () => Labelled("reason", node => $"{node.Decision.Reason}"), null, "1 for the reason of the last decision.");
        _meter.CreateObservableGauge(
            "alephzero.node.hold",
            () => _board.Nodes.Where(node => node.Decision.Hold != Hold.None).Select(node => Measure(1L, node, "hold", $"{node.Decision.Hold}")),
            null,
            "1 for the hold that keeps the node from being restarted.");
        _meter.CreateObservableGauge("alephzero.node.alert", Standing, null, "1 for what people should look at and no restart mends.");
        _meter.CreateObservableGauge("alephzero.node.major_sync", () => Labelled("state", node => $"{node.Decision.MajorSync}"), null, "1 for what the log told of major sync.");
        _meter.CreateObservableCounter("alephzero.node.troubles", Troubles, null, "Lines of the node's log that tell of trouble, by kind.");
        _meter.CreateObservableCounter("alephzero.node.restarts", Restarts, null, "Restarts by this monitor since its start, by reason and result.");
        _meter.CreateObservableCounter(
            "alephzero.node.restart_effects", () => RestartEffects(help), null, "What restarts were seen to do for the node since the monitor's start, by the restart's reason.");
    }

    private double? Remaining(NodeReport node) => node.Decision.HoldFor is { } held
        ? Math.Max(0, (held - _time.GetElapsedTime(node.PublishedAt)).TotalSeconds)
        : null;

    private void Gauge(string name, string? unit, string description, Func<NodeReport, double?> value) => _meter.CreateObservableGauge(
        $"alephzero.node.{name}",
        () => _board.Nodes.Where(node => value(node) is not null).Select(node => new Measurement<double>(value(node)!.Value, Label("node", node.Name))),
        unit,
        description);

    private void Counter(string name, string description, Func<NodeReport, long> value) => _meter.CreateObservableCounter(
        $"alephzero.node.{name}",
        () => _board.Nodes.Select(node => new Measurement<long>(value(node), Label("node", node.Name))),
        null,
        description);

    private IEnumerable<Measurement<long>> Labelled(string label, Func<NodeReport, string> value) => _board.Nodes.Select(node => Measure(1L, node, label, value(node)));

    private IEnumerable<Measurement<long>> Standing() => _board.Nodes.SelectMany(
        node => AllAlerts.Where(alert => node.Decision.Alerts.HasFlag(alert)),
        (node, alert) => Measure(1L, node, "alert", $"{alert}"));

    private IEnumerable<Measurement<long>> Troubles() => _board.Nodes.SelectMany(
        node => Enum.GetValues<TroubleKind>().Where(kind => node.Seen.Counted.Of(kind) > 0),
        (node, kind) => Measure(node.Seen.Counted.Of(kind), node, "kind", $"{kind}"));

    /// <summary>What could have happened but has not is 0, so that the first restart shows as an increase.</summary>
    private IEnumerable<Measurement<long>> Restarts()
    {
        var counts = _board.RestartCounts.ToDictionary();
        foreach (var node in _board.Nodes)
        {
            foreach (var rule in Rules)
            {
                counts.TryAdd((node.Name, rule, RestartResult.Restarted), 0);
            }
        }

        return counts.Select(count => new Measurement<long>(
            count.Value, Label("node", count.Key.Node), Label("reason", $"{count.Key.Reason}"), Label("result", $"{count.Key.Result}")));
    }

    private IEnumerable<Measurement<long>> RestartEffects(RestartHelp help)
    {
        var counts = help.Counts.ToDictionary();
        foreach (var node in _board.Nodes)
        {
            foreach (var (rule, effect) in Rules.SelectMany(_ => Effects, (rule, effect) => (rule, effect)))
            {
                counts.TryAdd((node.Name, $"{rule}", effect), 0);
            }
        }

        return counts.Select(count => new Measurement<long>(
            count.Value, Label("node", count.Key.Node), Label("reason", count.Key.Reason ?? "unknown"), Label("effect", $"{count.Key.Effect}")));
    }

    private static Measurement<long> Measure(long value, NodeReport node, string label, string text) => new(value, Label("node", node.Name), Label(label, text));

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
