using System.Collections.Concurrent;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>The last report of each node, and what was counted of its restarts since the monitor's start.</summary>
internal sealed class NodeTable(IHistoryQueries history) : IProjection
{
    private readonly ConcurrentDictionary<string, Row> _rows = new();

    /// <summary>The last report of each node that was checked.</summary>
    public IEnumerable<NodeReport> Reports => _rows.Values.Select(row => row.Report).OfType<NodeReport>();

    /// <summary>Restarts and starts by node, reason and result.</summary>
    public IEnumerable<((string Node, Reason Reason, ActionResult Result) Key, long Count)> Actions =>
        _rows.SelectMany(row => row.Value.Actions, (row, each) => ((row.Key, each.Key.Reason, each.Key.Result), each.Value));

    /// <summary>Effects by node, by the reason of the action, null when that is no longer kept, and by effect.</summary>
    public IEnumerable<((string Node, Reason? Reason, RestartEffect Effect) Key, long Count)> Effects =>
        _rows.SelectMany(row => row.Value.Effects, (row, each) => ((row.Key, each.Key.Reason, each.Key.Effect), each.Value));

    /// <summary>When each node was last restarted or started by a monitor, where it was.</summary>
    public IEnumerable<(string Node, DateTimeOffset At)> LastActions =>
        _rows.Where(row => row.Value.LastAt is not null).Select(row => (row.Key, row.Value.LastAt.GetValueOrDefault()));

    /// <summary>What endpoints are judged by: the nodes whose chain is known.</summary>
    public IEnumerable<NodeKnowledge> Knowledge => Reports.Where(report => report.Seen.Facts.ChainName is not null)
        .Select(report => new NodeKnowledge(report.Seen.Facts.ChainName, report.Decision.Best, report.Policy.BlockLag20));

    public void Checked(NodeReport report)
    {
        Telemetry.CheckDuration.Record(report.Took.TotalSeconds);
        var row = Of(report.Name);
        row.Report = report;
        if (report.Decision.Effect is var effect and not RestartEffect.Unknown)
        {
            row.Effects.AddOrUpdate((row.LastReason, effect), 1, (_, count) => count + 1);
        }
    }

    public void Acted(NodeReport report, ActionOutcome outcome)
    {
        var (row, reason) = (Of(report.Name), report.Decision.Reason);
        row.Actions.AddOrUpdate((reason, outcome.Result), 1, (_, count) => count + 1);
        if (outcome.Result != ActionResult.Abandoned)
        {
            (row.LastReason, row.LastAt) = (reason, report.Decision.At);
        }
    }

    public void Removed(string node) => _rows.TryRemove(node, out _);

    /// <summary>An action of an earlier run of the monitor is known to the history alone.</summary>
    private Row Of(string node) => _rows.GetOrAdd(node, name =>
        history.Actions(name, DateTimeOffset.MinValue, 1) is [var last, ..] ? new Row { LastReason = last.Reason, LastAt = last.At } : new Row());

    private sealed class Row
    {
        private volatile NodeReport? _report;

        public NodeReport? Report
        {
            get => _report;
            set => _report = value;
        }

        /// <summary>The reason of the last action that was not abandoned; null when it is not known.</summary>
        public Reason? LastReason { get; set; }

        /// <summary>When that was decided; null when there was none.</summary>
        public DateTimeOffset? LastAt { get; set; }

        public ConcurrentDictionary<(Reason Reason, ActionResult Result), long> Actions { get; } = new();

        public ConcurrentDictionary<(Reason? Reason, RestartEffect Effect), long> Effects { get; } = new();
    }
}
