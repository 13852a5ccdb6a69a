using System.Text.Json;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>Decides saved decisions again.</summary>
internal static class Replay
{
    private static readonly Observation NoObservation = new() { At = default, Elapsed = default, RunState = default };
    private static readonly Decision NoDecision = new() { At = default, Reason = default, RunState = default };

    /// <summary>The records as values; null when they were written by a version that isn't understood.</summary>
    public static (NodeState State, Observation Seen, Policy Policy, Decision Decision)? Read(DecisionRecord record)
    {
        try
        {
            return (
                RecordJson.Read(record.State, NodeState.Initial, HistoryJson.Default.NodeState),
                RecordJson.Read(record.Observation, NoObservation, HistoryJson.Default.Observation),
                RecordJson.Read(record.Policy, new Policy(), HistoryJson.Default.Policy),
                RecordJson.Read(record.Decision, NoDecision, HistoryJson.Default.Decision));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A decision's own record; null when it was written by a version that isn't understood.</summary>
    public static Decision? ReadDecision(string json)
    {
        try
        {
            return RecordJson.Read(json, NoDecision, HistoryJson.Default.Decision);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Decides again, by the saved policy.</summary>
    /// <returns>The members of the decision that are not as saved; null when the records aren't understood.</returns>
    public static IReadOnlyList<RecordDifference>? Check(DecisionRecord record)
    {
        if (Read(record) is not var (state, seen, policy, _))
        {
            return null;
        }

        var now = Watchdog.Decide(state, seen, policy).Decision;
        return [.. RecordJson.Differences(record.Decision, RecordJson.Write(now, HistoryJson.Default.Decision))];
    }

    /// <summary>Decides again, by another policy; null when the records aren't understood.</summary>
    /// <remarks>It answers for this moment alone: what the node would have become later nobody knows.</remarks>
    public static Decision? Decide(DecisionRecord record, Func<Policy, Policy> change) =>
        Read(record) is var (state, seen, policy, _) ? Watchdog.Decide(state, seen, change(policy)).Decision : null;
}
