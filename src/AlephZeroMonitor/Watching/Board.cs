using System.Collections.Concurrent;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Metrics;

namespace AlephZeroMonitor.Watching;

/// <summary>What the loops last saw and decided, for all who only look. Publishing never waits for a reader.</summary>
internal sealed class Board(TimeProvider time)
{
    private const int MaxDecisions = 500;
    private const int MaxRestarts = 500;

    private readonly ConcurrentDictionary<string, NodeReport> _nodes = new();
    private readonly ConcurrentDictionary<string, LagTrail> _lags = new();
    private readonly ConcurrentDictionary<string, SavedRestart> _restarting = new();
    private readonly ConcurrentDictionary<(string Node, Reason Reason, RestartResult Result), long> _restartCounts = new();
    private readonly Ring<SavedDecision> _decisions = new(MaxDecisions);
    private readonly Ring<SavedRestart> _restarts = new(MaxRestarts);
    private long _lastId;

    /// <summary>A node was checked. Handlers must not block.</summary>
    public event Action<NodeReport>? Published;

    /// <summary>The nodes that were checked, by name.</summary>
    public IReadOnlyList<NodeReport> Nodes => [.. _nodes.Values.OrderBy(node => node.Name, StringComparer.Ordinal)];

    /// <summary>The latest decisions that changed something, oldest first.</summary>
    public IReadOnlyList<SavedDecision> Decisions => _decisions.ToArray();

    /// <summary>The latest restarts, oldest first; those under way come last.</summary>
    public IReadOnlyList<SavedRestart> Restarts => [.. _restarts.ToArray(), .. _restarting.Values];

    /// <summary>How often each node was restarted since the monitor's start.</summary>
    public IReadOnlyDictionary<(string Node, Reason Reason, RestartResult Result), long> RestartCounts => _restartCounts;

    /// <summary>The last report of a node; null when there is none.</summary>
    public NodeReport? Find(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>A node's lag over the last day, oldest first.</summary>
    public IReadOnlyList<LagSample> Lag(string name) => _lags.TryGetValue(name, out var trail) ? trail.ToArray() : [];

    /// <summary>A node was checked.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="policy">By which settings.</param>
    /// <param name="took">How long the check took.</param>
    public void Publish(string name, Observation seen, Decision decision, Policy policy, TimeSpan took)
    {
        Telemetry.CheckDuration.Record(took.TotalSeconds);
        if (decision.Lag is { } lag)
        {
            _lags.GetOrAdd(name, _ => new LagTrail()).Add(decision.At, lag);
        }

        var id = Find(name) is { } last && !IsChange(last.Decision, decision) ? last.DecisionId : Save(name, seen, decision, policy);
        var report = new NodeReport { Name = name, Seen = seen, Decision = decision, Policy = policy, DecisionId = id, PublishedAt = time.GetTimestamp() };
        _nodes[name] = report;
        if (decision.Restarts)
        {
            _restarting[name] = new SavedRestart(id, name, decision, null);
        }

        Published?.Invoke(report);
    }

    /// <summary>The restart that the node's last decision asked for has ended.</summary>
    public void Publish(string name, RestartOutcome outcome)
    {
        if (_restarting.TryRemove(name, out var restart))
        {
            _restarts.Add(restart with { Outcome = outcome });
            _restartCounts.AddOrUpdate((name, restart.Decision.Reason, outcome.Result), 1, (_, count) => count + 1);
        }
    }

    private static bool IsChange(Decision before, Decision now) =>
        now.Restarts || (before.Reason, before.Hold, before.Container) != (now.Reason, now.Hold, now.Container);

    private long Save(string name, Observation seen, Decision decision, Policy policy)
    {
        var saved = new SavedDecision(Interlocked.Increment(ref _lastId), name, seen, decision, policy);
        _decisions.Add(saved);
        return saved.Id;
    }
}
