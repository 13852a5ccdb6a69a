using System.Collections.Concurrent;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>What was last written of each node, so that changes are written and not every check.</summary>
internal sealed class Written : IProjection
{
    private readonly ConcurrentDictionary<string, WrittenOfNode> _nodes = new();

    /// <summary>What was last written of a node.</summary>
    public WrittenOfNode Of(string node) => _nodes.GetOrAdd(node, _ => new WrittenOfNode());

    public void Removed(string node) => _nodes.TryRemove(node, out _);
}

/// <summary>What of a decision is written when it changes.</summary>
internal sealed record ShownDecision(Reason Reason, Hold Hold, RunState RunState, LogProblemKind? LogProblem = null);

/// <summary>What was last written of one node. Its loop makes one call at a time.</summary>
internal sealed class WrittenOfNode
{
    /// <summary>The last decision that was written; null before the first.</summary>
    public ShownDecision? Decision { get; set; }

    /// <summary>When that was, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long DecisionAt { get; set; }

    /// <summary>The alerts that stand by the log.</summary>
    public ImmutableArray<Alert> Alerts { get; set; } = [];

    /// <summary>By the log, the node crashes again and again.</summary>
    public bool IsCrashLooping => Alerts.Any(alert => alert.Kind == AlertKind.CrashLooping);

    /// <summary>How the last life ended that did so by itself; null when none did.</summary>
    public LifeEnd? End { get; set; }

    /// <summary>The monitor that acts on the node by the log; null when it is this one.</summary>
    public string? StandingByFor { get; set; }

    /// <summary>By the log, an operator's pause holds its restarts.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The trouble by kind: how many lines, and when that was written.</summary>
    public Dictionary<TroubleKind, (long Count, LogTime? Last, long At)> Troubles { get; } = [];

    /// <summary>By the log, the node's RPC does not report everything.</summary>
    public bool HasRpcFailed { get; set; }

    /// <summary>By the log, the node's metrics do not report everything.</summary>
    public bool HaveMetricsFailed { get; set; }

    /// <summary>What is wrong with the node's labels.</summary>
    public ImmutableArray<string> LabelProblems { get; set; } = [];
}
