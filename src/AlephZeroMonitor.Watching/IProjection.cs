namespace AlephZeroMonitor.Watching;

/// <summary>Something that shows what the loops see, decide and do: log, metrics, traces, API. Calls must not block and must not throw.</summary>
/// <remarks>Calls for one node come one at a time; calls for several nodes may come at the same time.</remarks>
public interface IProjection
{
    /// <summary>A node was checked.</summary>
    void Checked(NodeReport report) { }

    /// <summary>An action on a node is about to be carried out.</summary>
    /// <param name="report">The check whose decision asks for it.</param>
    void Acting(NodeReport report) { }

    /// <summary>An action has ended.</summary>
    /// <param name="report">The check whose decision asked for it.</param>
    /// <param name="outcome">How it ended.</param>
    void Acted(NodeReport report, ActionOutcome outcome) { }

    /// <summary>Something happened to a node.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="isOurs">An action of this monitor caused it.</param>
    void Happened(string node, TargetEvent happened, bool isOurs) { }

    /// <summary>An operator asked for something.</summary>
    void Requested(string node, OperatorAction action) { }

    /// <summary>A node's settings were read, its labels included, for the first time or changed.</summary>
    void Configured(string node, NodeSettings settings) { }

    /// <summary>The endpoints were asked.</summary>
    /// <param name="network">What is known of them.</param>
    /// <param name="chains">The names of the nodes' chains, as far as they are known.</param>
    void NetworkSeen(NetworkView network, ImmutableHashSet<string> chains) { }

    /// <summary>A check failed by a bug of the monitor; the watch goes on.</summary>
    void Failed(string node, Exception bug) { }

    /// <summary>A node is no longer watched.</summary>
    void Removed(string node) { }
}

/// <summary>What a check of a node showed.</summary>
public sealed record NodeReport
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>What was seen.</summary>
    public required Observation Seen { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The life that the decision is about: the present one, or for a stopped node the one that ended last; null when there is none.</summary>
    public NodeLife? Subject => Seen.Life ?? Seen.EndedLife;

    /// <summary>By which settings.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The history's id of the last decision that changed something; null when it could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>When it was published, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long PublishedAt { get; init; }
}
