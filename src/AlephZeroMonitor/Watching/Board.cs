using System.Collections.Concurrent;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host;

namespace AlephZeroMonitor.Watching;

/// <summary>What the loops last saw and decided, for all who only look. Publishing never waits for a reader. What was before is in the history.</summary>
internal sealed class Board(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, NodeReport> _nodes = new();
    private readonly ConcurrentDictionary<(string Node, Reason Reason, RestartResult Result), long> _restartCounts = new();

    /// <summary>A node was checked. Handlers must not block.</summary>
    public event Action<NodeReport>? Published;

    /// <summary>The nodes that were checked, by name.</summary>
    public IReadOnlyList<NodeReport> Nodes => [.. _nodes.Values.OrderBy(node => node.Name, StringComparer.Ordinal)];

    /// <summary>How often each node was restarted since the monitor's start.</summary>
    public IReadOnlyDictionary<(string Node, Reason Reason, RestartResult Result), long> RestartCounts => _restartCounts;

    /// <summary>The last report of a node; null when there is none.</summary>
    public NodeReport? Find(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>A node was checked.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="policy">By which settings.</param>
    /// <param name="took">How long the check took.</param>
    /// <param name="decisionId">The history's id of the last decision that changed something; null when it could not be saved.</param>
    public void Publish(string name, Observation seen, Decision decision, Policy policy, TimeSpan took, long? decisionId)
    {
        Telemetry.CheckDuration.Record(took.TotalSeconds);
        var report = new NodeReport { Name = name, Seen = seen, Decision = decision, Policy = policy, DecisionId = decisionId, PublishedAt = time.GetTimestamp() };
        _nodes[name] = report;
        Published?.Invoke(report);
    }

    /// <summary>The restart that the node's last decision asked for has ended.</summary>
    public void Publish(string name, RestartOutcome outcome)
    {
        if (Find(name) is { Decision.Restarts: true } report)
        {
            _restartCounts.AddOrUpdate((name, report.Decision.Reason, outcome.Result), 1, (_, count) => count + 1);
        }
    }
}
