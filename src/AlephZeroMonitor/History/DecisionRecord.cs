using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>All that a decision was made from, and the decision, as JSON: enough to decide it again.</summary>
/// <param name="State">The <see cref="NodeState"/> before it.</param>
/// <param name="Observation">The <see cref="Core.Observation"/>.</param>
/// <param name="Policy">The <see cref="Core.Policy"/>.</param>
/// <param name="Decision">The <see cref="Core.Decision"/>.</param>
internal sealed record DecisionRecord(string State, string Observation, string Policy, string Decision)
{
    /// <summary>Writes the records.</summary>
    public static DecisionRecord Of(NodeState before, Observation seen, Policy policy, Decision decision) => new(
        RecordJson.Write(before, HistoryJson.Default.NodeState),
        RecordJson.Write(seen, HistoryJson.Default.Observation),
        RecordJson.Write(policy, HistoryJson.Default.Policy),
        RecordJson.Write(decision, HistoryJson.Default.Decision));
}
