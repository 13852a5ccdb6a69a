using System.Text.Json;
using AlephZeroMonitor.Core;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>What can be asked of the history. Lists are newest first; a null node stands for all nodes.</summary>
internal readonly struct HistoryReader(SqliteConnection database)
{
    private const int MaxLagPoints = 5000;

    private const string RestartColumns =
        """
        SELECT restarts.id, restarts.node, decision_id, decisions.reason, decisions.lag, container_id, life_started_at, restarts.at, result, detail, took_ms, ended_at, new_started_at, effect,
            effect_after_ms, log_tail FROM restarts LEFT JOIN decisions ON decisions.id = decision_id
        """;

    private const string DecisionColumns = "SELECT id, node, at, reason, hold, lag, best, head, restarts, state, observation, policy, decision FROM decisions";

    /// <summary>The latest restarts.</summary>
    public IReadOnlyList<PastRestart> Restarts(string? node, DateTimeOffset since, int limit) => database.Query(
        $"{RestartColumns} WHERE ($node IS NULL OR restarts.node = $node) AND restarts.at >= $since ORDER BY restarts.at DESC, restarts.id DESC LIMIT $limit",
        Restart, ("$node", node), ("$since", since.ToStored()), ("$limit", limit));

    /// <summary>A restart; null when there is none of this id.</summary>
    public PastRestart? Restart(long id) => database.Query($"{RestartColumns} WHERE restarts.id = $id", Restart, ("$id", id)).FirstOrDefault();

    /// <summary>Restarts that were begun and have no outcome, oldest first.</summary>
    public IReadOnlyList<PastRestart> OpenIntents(string node) =>
        database.Query($"{RestartColumns} WHERE restarts.node = $node AND result IS NULL ORDER BY restarts.id", Restart, ("$node", node));

    /// <summary>The latest decisions, without their records.</summary>
    public IReadOnlyList<PastDecision> Decisions(string? node, DateTimeOffset since, int limit) => database.Query(
        $"{DecisionColumns} WHERE ($node IS NULL OR node = $node) AND at >= $since ORDER BY at DESC, id DESC LIMIT $limit",
        row => Decision(row, false), ("$node", node), ("$since", since.ToStored()), ("$limit", limit));

    /// <summary>The latest decisions, with the decision's own record as JSON.</summary>
    public IReadOnlyList<(long Id, string Node, string Decision)> Verdicts(string? node, int limit) => database.Query(
        "SELECT id, node, decision FROM decisions WHERE ($node IS NULL OR node = $node) ORDER BY at DESC, id DESC LIMIT $limit",
        row => (row.GetInt64(0), row.GetString(1), row.GetString(2)), ("$node", node), ("$limit", limit));

    /// <summary>Decisions with their records, oldest first, those after an id: to go through all of them in parts.</summary>
    public IReadOnlyList<PastDecision> Records(string? node, DateTimeOffset since, long afterId, int limit) => database.Query(
        $"{DecisionColumns} WHERE ($node IS NULL OR node = $node) AND at >= $since AND id > $after ORDER BY id LIMIT $limit",
        row => Decision(row, true), ("$node", node), ("$since", since.ToStored()), ("$after", afterId), ("$limit", limit));

    /// <summary>A decision with its records; null when there is none of this id.</summary>
    public PastDecision? Decision(long id) =>
        database.Query($"{DecisionColumns} WHERE id = $id", row => Decision(row, true), ("$id", id)).FirstOrDefault();

    /// <summary>The latest decision at a time, with its records; null when there is none that early.</summary>
    public PastDecision? DecisionAt(string? node, DateTimeOffset at) => database.Query(
        $"{DecisionColumns} WHERE ($node IS NULL OR node = $node) AND at <= $at ORDER BY at DESC, id DESC LIMIT 1",
        row => Decision(row, true), ("$node", node), ("$at", at.ToStored())).FirstOrDefault();

    /// <summary>The lag, oldest first, a point a step: the greatest lag in it. The step grows when there would be more than 5,000 points.</summary>
    public IReadOnlyList<LagPoint> Lag(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var width = Math.Max(1, Math.Max((long)step.TotalMilliseconds, (to.ToStored() - from.ToStored()) / MaxLagPoints));
        return database.Query(
            """
            SELECT at / $step * $step, max(lag), best, head FROM samples WHERE node = $node AND at >= $from AND at < $to GROUP BY at / $step ORDER BY at LIMIT $limit
            """,
            row => new LagPoint(row.Time(0)!.Value, row.Block(1), row.Block(2), row.Block(3)),
            ("$node", node), ("$from", from.ToStored()), ("$to", to.ToStored()), ("$step", width), ("$limit", MaxLagPoints + 1));
    }

    /// <summary>The latest node lives that lasted at some time between two. One whose end was not seen lasted at most until the node's next began.</summary>
    public IReadOnlyList<PastLife> Lives(string? node, DateTimeOffset from, DateTimeOffset to, int limit) => database.Query(
        """
        SELECT node, container_id, started_at, ended_at, exit_code, is_out_of_memory, ended_by FROM lives
        WHERE ($node IS NULL OR node = $node) AND started_at < $to AND (ended_at >= $from OR ended_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM lives AS later WHERE later.node = lives.node AND later.started_at > lives.started_at AND later.started_at <= $from_exactly))
        ORDER BY started_at DESC LIMIT $limit
        """,
        row => new PastLife(row.GetString(0), row.GetString(1), row.ExactTime(2)!.Value, row.Time(3), row.Number(4), row.Number(5) == 1, row.Text(6)),
        ("$node", node), ("$from", from.ToStored()), ("$from_exactly", from.ToStoredExactly()), ("$to", to.ToStoredExactly()), ("$limit", limit));

    /// <summary>How often restarts helped, by node and reason. A restart that was abandoned did nothing, and isn't counted.</summary>
    public IReadOnlyList<HelpShare> Shares(string? node, DateTimeOffset since) => database.Query(
        """
        SELECT restarts.node, reason, count(*) FILTER (WHERE effect = 'Recovered'), count(effect), count(*)
        FROM restarts LEFT JOIN decisions ON decisions.id = decision_id
        WHERE ($node IS NULL OR restarts.node = $node) AND restarts.at >= $since AND result IS NOT 'Abandoned' GROUP BY 1, 2 ORDER BY 1, 2
        """,
        row => new HelpShare(row.GetString(0), row.Text(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), ("$node", node), ("$since", since.ToStored()));

    /// <summary>What operators did lately.</summary>
    public IReadOnlyList<PastAction> Actions(string? node, int limit) => database.Query(
        "SELECT node, at, who, what FROM actions WHERE ($node IS NULL OR node = $node) ORDER BY id DESC LIMIT $limit",
        row => new PastAction(row.GetString(0), row.Time(1)!.Value, row.GetString(2), row.GetString(3)), ("$node", node), ("$limit", limit));

    /// <summary>The latest alerts that restarts don't help.</summary>
    public IReadOnlyList<PastAction> Escalations(string? node, int limit) => database.Query(
        "SELECT node, at, detail FROM escalations WHERE ($node IS NULL OR node = $node) ORDER BY id DESC LIMIT $limit",
        row => new PastAction(row.GetString(0), row.Time(1)!.Value, "alephzero-monitor", row.GetString(2)), ("$node", node), ("$limit", limit));

    /// <summary>What is to be remembered of a node; null when nothing was saved, or a version that isn't understood saved it.</summary>
    public NodeMemory? Memory(string node)
    {
        try
        {
            return database.Scalar<string>("SELECT memory FROM memories WHERE node = $node", ("$node", node)) is { } json
                ? RecordJson.Read(json, NodeMemory.None, HistoryJson.Default.NodeMemory)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PastDecision Decision(SqliteDataReader row, bool withRecord) => new(
        row.GetInt64(0), row.GetString(1), row.Time(2)!.Value, row.GetString(3), row.GetString(4), row.Block(5), row.Block(6), row.Block(7), row.GetInt64(8) == 1,
        withRecord ? new DecisionRecord(row.GetString(9), row.GetString(10), row.GetString(11), row.GetString(12)) : null);

    private static PastRestart Restart(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Node = row.GetString(1),
        DecisionId = row.Number(2),
        Reason = row.Text(3),
        Lag = row.Block(4),
        InstanceId = row.GetString(5),
        LifeStartedAt = row.ExactTime(6)!.Value,
        At = row.Time(7)!.Value,
        Result = row.Text(8),
        Detail = row.Text(9),
        Took = row.Span(10),
        EndedAt = row.Time(11),
        NewStartedAt = row.ExactTime(12),
        Effect = Enum.TryParse<RestartEffect>(row.Text(13), out var effect) ? effect : null,
        EffectAfter = row.Span(14),
        LogTail = row.Text(15),
    };
}
