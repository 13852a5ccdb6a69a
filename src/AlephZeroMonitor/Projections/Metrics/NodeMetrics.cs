using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>What was last seen and decided of each node. A value that is not known has no series. docs/metrics.md lists them.</summary>
internal sealed class NodeMetrics
{

    private static readonly RestartEffect[] AllEffects =
        [.. Enum.GetValues<RestartEffect>().Where(effect => effect != RestartEffect.Unknown)];

    /// <summary>One row a value; the time is the age of the report.</summary>
    private static readonly (string Name, string? Unit, string Description, Func<NodeReport, TimeSpan, double?> Value)[] Values =
    [
        ("best_block", null, "The node's best block.", (node, _) => node.Decision.Best),
        ("finalized_block", null, "The node's highest finalized block.", (node, _) => node.Decision.Finalized),
        ("head_block", null, "The network's latest block.", (node, _) => node.Decision.Head),
        ("head_stale", null, "1 when the network's latest block hasn't moved for two minutes.", (node, _) => node.Decision.IsHeadStale ? 1 : 0),
        ("lag", "blocks", "Blocks that the node is behind the network's latest block.", (node, _) => node.Decision.Lag),
        ("import_rate", "blocks_per_second", "Blocks that the node imports a second.", (node, _) => node.Decision.ImportRate),
        ("head_rate", "blocks_per_second", "Blocks that the network makes a second.", (node, _) => node.Decision.HeadRate),
        ("peers", null, "Peers that the node is connected to.", (node, _) => node.Decision.Peers),
        ("session", null, "The node's current session, by its log.", (node, _) => node.Decision.Session),
        ("producing", null, "1 when the node produces blocks in its current session.", (node, _) => node.Decision.IsProducing ? 1 : 0),
        ("running", null, "1 when the node is running.", (node, _) => node.Seen.RunState == RunState.Running ? 1 : 0),
        ("standing_by", null, "1 when another monitor acts on the node and this one stands by.", (node, _) => node.Decision.StandingByFor is null ? 0 : 1),
        ("paused", null, "1 while an operator's pause keeps the node from being restarted.", (node, _) => node.Seen.Pause is null ? 0 : 1),
        ("dry_run", null, "1 when the node is judged but never restarted (DRY_RUN, or an operator's dry run).", (node, _) => node.Policy.DryRun ? 1 : 0),
        ("restart_threshold", "blocks", "BLOCK_LAG_100: a node that is further behind is restarted.", (node, _) => node.Policy.BlockLag100),
        ("idle_restart_threshold", "blocks", "BLOCK_LAG_20: a node that is further behind, has left major sync and produces nothing is restarted.",
            (node, _) => node.Policy.BlockLag20),
        ("check_age", "s", "How long ago the node was last checked.", (_, age) => age.TotalSeconds),
        ("check_interval", "s", "The time from one check of the node to the next.", (node, _) => node.Seen.CheckInterval?.TotalSeconds),
        ("last_check_time", "s", "When the node was last checked, in seconds since 1970.", (node, _) => Seconds(node.Decision.At)),
        ("start_time", "s", "When the node was last started, in seconds since 1970; none unless it is running.",
            (node, _) => node.Seen.Life is { } life ? Seconds(life.StartedAt) : null),
        ("restarts_in_a_row", null, "Restarts in a row that did not bring the node back.", (node, _) => node.Decision.RestartsInARow),
        ("hold_remaining", "s", "How long the hold that keeps the node from being restarted still lasts; none for a hold without a set end.",
            (node, age) => Remaining(node.Decision.HoldFor, age)),
        ("pause_remaining", "s", "How long an operator's pause still lasts; none for a pause without a set end.",
            (node, age) => Remaining(node.Seen.Pause?.Left, age)),
    ];

    private static readonly (string Name, string Description, Func<NodeReport, long> Value)[] Counts =
    [
        ("log_lines", "Lines of the node's log, each counted once.", node => node.Seen.Counted.Lines),
        ("log_errors", "Lines of level ERROR, and panics, in the node's log.", node => node.Seen.Counted.Errors),
        ("reorgs", "Reorganisations by the node's log.", node => node.Seen.Counted.Reorgs),
    ];

    /// <summary>What holds of a node has the value 1, by a label.</summary>
    private static readonly (string Name, string Label, string Description, Func<NodeReport, IEnumerable<string>> Values)[] States =
    [
        ("verdict", "reason", "1 for the reason of the last decision.", node => [$"{node.Decision.Reason}"]),
        ("hold", "hold", "1 for the hold that keeps the node from being restarted.",
            node => node.Decision.Hold == Hold.None ? [] : [$"{node.Decision.Hold}"]),
        ("major_sync", "state", "1 for what is known of major sync.", node => [$"{node.Decision.MajorSync}"]),
        ("run_state", "state", "1 for whether the node runs.", node => [$"{node.Decision.RunState}"]),
    ];

    private readonly NodeTable _nodes;

    /// <summary>Makes the instruments.</summary>
    public NodeMetrics(Meter meter, NodeTable nodes, TimeProvider time)
    {
        _nodes = nodes;
        foreach (var (name, unit, description, value) in Values)
        {
            meter.CreateObservableGauge(
                Name(name), () => Known(node => value(node, time.GetElapsedTime(node.PublishedAt))), unit, description);
        }

        foreach (var (name, description, value) in Counts)
        {
            meter.CreateObservableCounter(
                Name(name), () => nodes.Reports.Select(node => Measure(value(node), node.Name)), null, description);
        }

        foreach (var (name, label, description, values) in States)
        {
            meter.CreateObservableGauge(
                Name(name),
                () => nodes.Reports.SelectMany(values, (node, value) => Measure(1, node.Name, (label, value))),
                null,
                description);
        }

        meter.CreateObservableGauge(
            "alephzero.alert",
            () => nodes.Reports.SelectMany(
                node => node.Decision.Alerts, (node, alert) => Measure(1, node.Name, ("alert", $"{alert.Kind}"))),
            null,
            "1 for each alert that stands: what a person should look at.");
        meter.CreateObservableGauge(
            "alephzero.alert.start_time",
            () => nodes.Reports.SelectMany(
                node => node.Decision.Alerts,
                (node, alert) => new Measurement<double>(Seconds(alert.Since), Label("node", node.Name), Label("alert", $"{alert.Kind}"))),
            "s",
            "Since when it has been so, in seconds since 1970, for each alert that stands.");
        meter.CreateObservableGauge(
            Name("last_restart_time"),
            () => nodes.LastActions.Select(each => new Measurement<double>(Seconds(each.At), Label("node", each.Node))),
            "s",
            "When this monitor last restarted or started the node, in seconds since 1970.");
        meter.CreateObservableCounter(Name("troubles"), Troubles, null, "Lines of the node's log that report trouble, by kind.");
        meter.CreateObservableCounter(
            Name("restarts"), Restarts, null, "Restarts and starts by this monitor since its own start, by reason and result.");
        meter.CreateObservableCounter(
            Name("restart_effects"), Effects, null, "What restarts did for the node, as seen since the monitor's start, by reason.");
    }

    private IEnumerable<Measurement<double>> Known(Func<NodeReport, double?> value) =>
        from node in _nodes.Reports
        let known = value(node)
        where known is not null
        select new Measurement<double>(known.Value, Label("node", node.Name));

    private IEnumerable<Measurement<long>> Troubles() => _nodes.Reports.SelectMany(
        _ => Enum.GetValues<TroubleKind>(),
        (node, kind) => Measure(node.Seen.Counted.Of(kind), node.Name, ("kind", $"{kind}")));

    /// <summary>What could have happened but has not is 0, so that the first restart shows as an increase.</summary>
    private IEnumerable<Measurement<long>> Restarts()
    {
        var counts = _nodes.Actions.ToDictionary(each => each.Key, each => each.Count);
        foreach (var (node, rule) in _nodes.Reports.SelectMany(node => Rules(node.Policy), (node, rule) => (node.Name, rule)))
        {
            counts.TryAdd((node, rule, rule.AsksFor() == Remedy.Start ? ActionResult.Started : ActionResult.Restarted), 0);
            counts.TryAdd((node, rule, ActionResult.Failed), 0);
        }

        return counts.Select(each => Measure(
            each.Value, each.Key.Node, ("reason", $"{each.Key.Reason}"), ("result", $"{each.Key.Result}")));
    }

    private IEnumerable<Measurement<long>> Effects()
    {
        var counts = _nodes.Effects.ToDictionary(each => each.Key, each => each.Count);
        var all = from node in _nodes.Reports from rule in Rules(node.Policy) from effect in AllEffects select (node.Name, (Reason?)rule, effect);
        foreach (var key in all)
        {
            counts.TryAdd(key, 0);
        }

        return counts.Select(each => Measure(
            each.Value, each.Key.Node, ("reason", each.Key.Reason?.ToString() ?? "unknown"), ("effect", $"{each.Key.Effect}")));
    }

    /// <summary>The rules that are on.</summary>
    private static IEnumerable<Reason> Rules(Policy policy) => Enum.GetValues<Reason>().Where(reason => reason switch
    {
        Reason.Stalled => policy.StallDuration is not null,
        Reason.FallingBehind => policy.TrendWindow is not null,
        _ => reason.AsksForAction(),
    });

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static double? Remaining(TimeSpan? span, TimeSpan age) => span is { } length ? Math.Max(0, (length - age).TotalSeconds) : null;

    private static string Name(string name) => $"alephzero.node.{name}";

    private static Measurement<long> Measure(long value, string node, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = new KeyValuePair<string, object?>[labels.Length + 1];
        all[0] = Label("node", node);
        for (var i = 0; i < labels.Length; i++)
        {
            all[i + 1] = Label(labels[i].Name, labels[i].Value);
        }

        return new Measurement<long>(value, all);
    }

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
