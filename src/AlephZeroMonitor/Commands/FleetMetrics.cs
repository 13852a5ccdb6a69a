using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// The nodes of all hosts, read from their monitors' metrics (docs/metrics.md). A node's name is <c>host/node</c>; <c>host/</c> is a host whose nodes are
/// not known.
/// </summary>
internal static class FleetMetrics
{
    /// <summary>On top of the check interval: the minute that a monitor allows, and two that may lie between scrapes.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>All nodes.</summary>
    /// <param name="present">What the monitors report now.</param>
    /// <param name="past">The last check of each node, also of monitors that report nothing now.</param>
    /// <param name="down">Monitors that do not answer, perhaps for long.</param>
    /// <param name="now">Prometheus's clock.</param>
    public static IEnumerable<NodeStatus> Nodes(
        ImmutableArray<MetricSample> present, ImmutableArray<MetricSample> past, ImmutableArray<MetricSample> down, DateTimeOffset now)
    {
        var answering = present.Select(Host).ToHashSet();
        var lost = past.Where(sample => !answering.Contains(Host(sample))).ToArray();
        var gone = down.Select(Host).Except(answering).Except(lost.Select(Host));
        return
        [
            .. from sample in present
               where sample["node"] is not null
               group sample by Name(sample) into samples
               select new NodeMetricSamples(samples).Node(samples.Key, now),
            .. from sample in lost
               group sample.Value by Name(sample) into checks
               let last = DateTimeOffset.UnixEpoch.AddSeconds(checks.Max())
               select Unknown(checks.Key, last, $"since {Words.Time(last)}"),
            .. gone.Select(host => Unknown($"{host}/", now - Day, "within the last day")),
        ];
    }

    /// <summary>A node whose monitor does not answer: nothing of it is known.</summary>
    private static NodeStatus Unknown(string name, DateTimeOffset since, string when)
    {
        var (said, alert) = ($"no answer from its monitor {when}", new Alert(AlertKind.Blind, since));
        var decision = new Decision { At = since, Reason = Reason.Unreachable, RunState = RunState.Unreachable, UnreachableSaid = said, Alerts = [alert] };
        return new()
        {
            Name = name,
            Decision = decision,
            Summary = DecisionText.Verdict(decision),
            Policy = new Policy(),
            Alerts =
            [
                AlertStatus.Of(alert, decision) with
                {
                    Cause = said,
                    ToDo = "See whether that host and its monitor run, and whether Prometheus reaches the monitor's port.",
                },
            ],
        };
    }

    private static string Host(MetricSample sample) => sample["instance"] ?? sample["job"] ?? "";

    private static string Name(MetricSample sample) => $"{Host(sample)}/{sample["node"]}";

    /// <summary>The metrics of one node.</summary>
    private sealed class NodeMetricSamples(IEnumerable<MetricSample> samples)
    {
        private readonly ILookup<string?, MetricSample> _byName = samples.ToLookup(sample => sample["__name__"]);

        public NodeStatus Node(string name, DateTimeOffset now)
        {
            var decision = Decision(now);
            return new()
            {
                Name = name,
                IsFresh = now - decision.At <= (Span("check_interval") ?? TimeSpan.Zero) + Tolerance,
                Decision = decision,
                Summary = DecisionText.Verdict(decision),
                Alerts = [.. decision.Alerts.Select(alert => AlertStatus.Of(alert, decision))],
                Policy = new Policy
                {
                    BlockLag20 = Blocks("idle_restart_threshold_blocks") ?? 0,
                    BlockLag100 = Blocks("restart_threshold_blocks") ?? 0,
                    DryRun = Is("dry_run"),
                },
                Life = Time("start_time") is { } start ? new NodeLife("", start) : null,
                PausedUntil = decision.At + Span("check_age") + Span("pause_remaining"),
            };
        }

        private Decision Decision(DateTimeOffset now) => new()
        {
            At = Time("last_check_time") ?? now - (Span("check_age") ?? TimeSpan.Zero),
            Reason = State<Reason>("verdict", "reason") ?? Reason.Unreachable,
            Hold = State<Hold>("hold", "hold") ?? Hold.None,
            HoldFor = Span("hold_remaining") + Span("check_age"),
            RunState = State<RunState>("run_state", "state") ?? RunState.Unreachable,
            Best = Blocks("best_block"),
            Finalized = Blocks("finalized_block"),
            Head = Blocks("head_block"),
            IsHeadStale = Is("head_stale"),
            Lag = Blocks("lag_blocks"),
            ImportRate = Number("import_rate_blocks_per_second"),
            HeadRate = Number("head_rate_blocks_per_second") ?? 0,
            Peers = Blocks("peers"),
            Session = Blocks("session"),
            IsProducing = Is("producing"),
            MajorSync = State<MajorSync>("major_sync", "state") ?? MajorSync.NotSeen,
            StandingByFor = Is("standing_by") ? "another monitor" : null,
            RestartsInARow = (int)(Number("restarts_in_a_row") ?? 0),
            Alerts =
            [
                .. from sample in _byName["alephzero_alert_start_time_seconds"]
                   let kind = Known<AlertKind>(sample["alert"])
                   where kind is not null
                   orderby kind
                   select new Alert(kind.Value, DateTimeOffset.UnixEpoch.AddSeconds(sample.Value)) { Finalized = Blocks("finalized_block") },
            ],
        };

        private double? Number(string metric) => _byName[$"alephzero_node_{metric}"].FirstOrDefault()?.Value;

        private uint? Blocks(string metric) => (uint?)Number(metric);

        private bool Is(string metric) => Number(metric) == 1;

        private TimeSpan? Span(string metric) => Number($"{metric}_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

        private DateTimeOffset? Time(string metric) => DateTimeOffset.UnixEpoch + Span(metric);

        /// <summary>The state of the node; null when it is not known.</summary>
        private T? State<T>(string metric, string label)
            where T : struct, Enum =>
            _byName[$"alephzero_node_{metric}"].Select(sample => Known<T>(sample[label])).FirstOrDefault();

        /// <summary>The member of this name; null when this version knows none.</summary>
        private static T? Known<T>(string? name)
            where T : struct, Enum => Enum.TryParse<T>(name, out var member) ? member : null;
    }
}
