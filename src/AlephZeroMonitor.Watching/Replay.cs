namespace AlephZeroMonitor.Watching;

/// <summary>Makes saved decisions again.</summary>
public static class Replay
{
    /// <summary>
    /// The members in which a decision that is made again, by the saved settings, differs from the saved one. Members that the saving
    /// version did not have are not compared.
    /// </summary>
    public static ImmutableArray<RecordDifference> Differences(DecisionRecord record)
    {
        var now = Watchdog.Decide(record.State, record.Seen, record.Policy).Decision;
        var all = RecordJson.Differences(Json(record.Decision), Json(now));
        return [.. all.Where(each => !record.NotSaved.Any(path => $"{each.Member}.".StartsWith($"{path}.", StringComparison.Ordinal)))];
    }

    /// <summary>
    /// The decision by other settings. It holds for that moment alone: what the node would have become later is not known.
    /// </summary>
    public static Decision Decide(DecisionRecord record, Func<Policy, Policy> change) =>
        Watchdog.Decide(record.State, record.Seen, change(record.Policy)).Decision;

    private static string Json(Decision decision) => RecordJson.Write(decision, RecordJsonContext.Default.Decision);
}
