using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>A piece of what a decision was made from.</summary>
/// <param name="What">What it is.</param>
/// <param name="Value">Its value, or the log line.</param>
/// <param name="At">When it was logged; null where no time is known.</param>
internal sealed record EvidenceLine(string What, string Value, DateTimeOffset? At)
{
    public override string ToString() => $"{What}: {Value}" + (At is { } at ? Invariant($" ({at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'})") : "");
}

/// <summary>What decisions are made from.</summary>
internal static class EvidenceText
{
    /// <summary>So many characters of an id are shown, as by `docker ps`.</summary>
    private const int ShortId = 12;

    /// <summary>All that a decision was made from.</summary>
    public static IEnumerable<EvidenceLine> Of(Observation seen, Decision decision)
    {
        (string What, string? Value, LogTime? At)[] all =
        [
            ("Container", RunState(seen), null),
            ("Network's head", Head(decision), null),
            ("Node's best block", DecisionText.Best(decision), decision.BestSource == BestSource.Log ? seen.Facts.BestAt : null),
            ("Log", seen.LogProblem is { } unread ? LogProblemText.Of(unread) : null, null),
            ("Differences between the sources", DisagreementText.Of(decision.Disagreements), null),
            ("The node's RPC", Reported(seen.Report, "NODE_RPC_URL"), null),
            ("The node's metrics", Reported(seen.Metrics, "NODE_METRICS_URL"), null),
            ("Finalized block", DecisionText.Number(decision.Finalized), null),
            ("Blocks imported a second", DecisionText.Rate(decision.ImportRate), null),
            ("Major sync", $"{decision.MajorSync}", seen.Facts.MajorSyncAt),
            ("Session", DecisionText.Number(decision.Session), seen.Facts.SessionStartedAt),
            ("Blocks prepared and pre-sealed in it", Produced(seen.Facts), seen.Facts.ProducedAt),
            ("Start banner", Banner(seen.Facts), seen.Facts.NodeStartedAt),
            .. seen.Facts.Evidence.Select(line => ($"Log line: {line.Kind}", (string?)line.Line, line.At)),
            .. seen.Facts.Repeats.Select(each => (Invariant($"Log: repeated {each.Count} times"), (string?)each.Line, (LogTime?)each.At)),
            .. seen.Facts.Troubles.Select(each => (Invariant($"Log: {each.Kind}, {each.Count} lines"), (string?)each.Line, each.At)),
        ];
        return from each in all where each.Value is not null select new EvidenceLine(each.What, each.Value, each.At?.At);
    }

    private static string RunState(Observation seen) => (seen.Life ?? seen.EndedLife) switch
    {
        { } life => Invariant($"{seen.RunState}, started {life.StartedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, {Short(life.InstanceId)}"),
        _ => $"{seen.RunState}",
    };

    private static string Short(string id) => id[..Math.Min(ShortId, id.Length)];

    private static string Head(Decision decision) =>
        DecisionText.Head(decision) + (EndpointText.Of(decision.HeadDoubts) is { } problem ? $" ({problem})" : "");

    private static string Produced(NodeFacts facts) => Invariant($"{facts.PreparedInSession} and {facts.PreSealedInSession}");

    private static string Banner(NodeFacts facts) => facts.ChainName ?? (facts.NodeStartedAt is null ? "not seen" : "seen");

    private static string? Reported(SelfReport? report, string setting) => report is null ? null : string.Concat(
        $"best {DecisionText.Number(report.Best)}, finalized {DecisionText.Number(report.Finalized)}, ",
        report.IsSyncing switch { true => "in major sync", false => "not in major sync", null => "major sync unknown" },
        report.SyncTarget is { } target ? Invariant($", syncs towards {target}") : "",
        report.BlocksPrepared is { } prepared ? Invariant($", {prepared} blocks prepared") : "",
        report.Failure is { } failure ? $"; {EndpointText.Of(failure, setting)}" : "");
}
