using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Core.Memory;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>What can be asked of a history, in the monitor that writes it and beside it.</summary>
internal abstract class HistoryQueries : IHistoryQueries
{
    private const int MaxLagPoints = 5000;

    private const string ActionColumns =
        """
        SELECT actions.id, actions.node, remedy, decision_id, reason, lag, instance_id, life_started_at, actions.at,
            outcome, ended_at, effect, effect_after_ms, log_tail
        FROM actions LEFT JOIN decisions ON decisions.id = decision_id
        """;

    private const string RecordColumns = "SELECT id, node, decision, state, observation, policy FROM decisions";

    /// <summary>The defaults of an observation.</summary>
    protected static readonly Observation NoObservation = new() { At = default, Elapsed = default, RunState = default };
    private static readonly Decision NoDecision = new() { At = default, Reason = default, RunState = default };
    private static readonly ActionOutcome NoOutcome = new(default, default);

    public abstract bool IsInFile { get; }

    public IReadOnlyList<SavedDecision> Decisions(string? node, DateTimeOffset since, int limit) => Rows(
        """
        SELECT id, node, decision FROM decisions WHERE ($node IS NULL OR node = $node) AND at >= $since
        ORDER BY at DESC, id DESC LIMIT $limit
        """,
        ReadDecision, ("$node", node), ("$since", since.ToStored()), ("$limit", limit));

    public DecisionRecord? Decision(long id) =>
        Rows($"{RecordColumns} WHERE id = $id", ReadRecord, ("$id", id)) is [var record] ? record : null;

    public DecisionRecord? DecisionAt(string? node, DateTimeOffset at) => Rows(
        $"{RecordColumns} WHERE ($node IS NULL OR node = $node) AND at <= $at ORDER BY at DESC, id DESC LIMIT 1",
        ReadRecord, ("$node", node), ("$at", at.ToStored())) is [var record] ? record : null;

    public RecordBatch Records(string? node, DateTimeOffset since, long afterId, int limit)
    {
        var rows = Rows(
            $"{RecordColumns} WHERE ($node IS NULL OR node = $node) AND at >= $since AND id > $after ORDER BY id LIMIT $limit",
            row => (Id: row.GetInt64(0), Record: Understood(row)),
            ("$node", node), ("$since", since.ToStored()), ("$after", afterId), ("$limit", limit));
        return new RecordBatch(
            [.. rows.Select(row => row.Record).OfType<DecisionRecord>()],
            rows.Count(row => row.Record is null),
            rows.Count == 0 ? null : rows[^1].Id);
    }

    public IReadOnlyList<SavedAction> Actions(string? node, DateTimeOffset since, int limit) => Rows(
        $"""
        {ActionColumns} WHERE ($node IS NULL OR actions.node = $node) AND actions.at >= $since
        ORDER BY actions.at DESC, actions.id DESC LIMIT $limit
        """,
        ReadAction, ("$node", node), ("$since", since.ToStored()), ("$limit", limit));

    public virtual IReadOnlyList<HelpShare> Shares(string? node, DateTimeOffset since) => Rows(
        """
        SELECT actions.node, reason, count(*) FILTER (WHERE effect = 'Recovered'), count(effect), count(*)
        FROM actions LEFT JOIN decisions ON decisions.id = decision_id
        WHERE ($node IS NULL OR actions.node = $node) AND actions.at >= $since AND result IS NOT 'Abandoned' AND reason IS NOT 'Requested' GROUP BY 1, 2 ORDER BY 1, 2
        """,
        row => new HelpShare(row.GetString(0), row.Maybe(1, SqlExtensions.Name<Reason>), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)),
        ("$node", node), ("$since", since.ToStored()));

    /// <remarks>A life whose end was not seen lasted at most until the node's next began.</remarks>
    public IReadOnlyList<SavedLife> Lives(string? node, DateTimeOffset from, DateTimeOffset to, int limit) => Rows(
        """
        SELECT node, instance_id, started_at, ended_at, exit_code, is_out_of_memory, is_ours, ending FROM lives
        WHERE ($node IS NULL OR node = $node) AND started_at < $to AND (ended_at >= $from OR ended_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM lives AS later
            WHERE later.node = lives.node AND later.started_at > lives.started_at AND later.started_at <= $from_exactly))
        ORDER BY started_at DESC LIMIT $limit
        """,
        ReadLife,
        ("$node", node), ("$from", from.ToStored()), ("$from_exactly", from.ToStoredExactly()), ("$to", to.ToStoredExactly()), ("$limit", limit));

    /// <remarks>The step grows when there would be more than 5,000 points.</remarks>
    public IReadOnlyList<LagPoint> Lag(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var width = Math.Max(1, Math.Max((long)step.TotalMilliseconds, (to.ToStored() - from.ToStored()) / MaxLagPoints));
        return Rows(
            """
            SELECT at / $step * $step, max(lag), best, head FROM samples WHERE node = $node AND at >= $from AND at < $to
            GROUP BY at / $step ORDER BY at LIMIT $limit
            """,
            row => new LagPoint(row.Time(0), row.Block(1), row.Block(2), row.Block(3)),
            ("$node", node), ("$from", from.ToStored()), ("$to", to.ToStored()), ("$step", width), ("$limit", MaxLagPoints + 1));
    }

    /// <remarks>Samples are kept for each check, later for each minute and at last for each hour (grades 0, 1 and 2).</remarks>
    public IReadOnlyList<StateSpan> States(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan longestSilence)
    {
        (string, object?)[] times = [("$node", node), ("$from", from.ToStored()), ("$to", to.ToStored()), ("$silence", (long)longestSilence.TotalMilliseconds)];
        var changes = Rows(
            """
            SELECT at, reason FROM decisions WHERE node = $node AND at < $to AND at >= coalesce((
                SELECT at FROM decisions WHERE node = $node AND at <= $from AND reason IS NOT (
                    SELECT reason FROM decisions WHERE node = $node AND at <= $from ORDER BY at DESC, id DESC LIMIT 1)
                ORDER BY at DESC LIMIT 1), 0)
            ORDER BY at, id
            """,
            row => (row.Time(0), row.Name<Reason>(1)),
            times[..3]);
        var silences = Rows(
            """
            SELECT at, next FROM (
                SELECT at, lead(at, 1, $to) OVER (ORDER BY at) AS next, max(grade, lead(grade, 1, 0) OVER (ORDER BY at)) AS grade FROM samples
                WHERE node = $node AND at < $to AND at >= coalesce((SELECT max(at) FROM samples WHERE node = $node AND at <= $from), $from))
            WHERE next - at > max($silence, CASE grade WHEN 2 THEN 9000000 WHEN 1 THEN 150000 ELSE 0 END) ORDER BY at
            """,
            row => (row.Time(0), row.Time(1)),
            times);
        return StateSpans.Of(changes, silences, from, to);
    }

    public IReadOnlyList<SavedRequest> Requests(string? node, int limit) => Rows(
        "SELECT node, kind, at, who, length_ms, alert FROM requests WHERE ($node IS NULL OR node = $node) ORDER BY id DESC LIMIT $limit",
        row => new SavedRequest(
            row.GetString(0),
            new OperatorAction(row.Name<OperatorActionKind>(1), row.Time(2), row.GetString(3), row.Maybe(4, SqlExtensions.Span))
            {
                Alert = row.Maybe(5, SqlExtensions.Name<AlertKind>),
            }),
        ("$node", node), ("$limit", limit));

    public IReadOnlyList<ReceiverRecord> Receivers() => Rows(
        """
        SELECT receiver, count(*) FILTER (WHERE ended_at IS NULL), min(at) FILTER (WHERE ended_at IS NULL), max(ended_at) FILTER (WHERE is_sent), max(failed_at),
            (SELECT problem FROM messages AS failed WHERE failed.receiver = messages.receiver AND failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT 1)
        FROM messages GROUP BY receiver ORDER BY receiver
        """,
        row => new ReceiverRecord(row.GetString(0), row.GetInt32(1), row.Maybe(2, SqlExtensions.Time))
        {
            SentAt = row.Maybe(3, SqlExtensions.Time),
            FailedAt = row.Maybe(4, SqlExtensions.Time),
            Problem = row.Text(5),
        });

    /// <summary>A decision, in a row of its id, node and JSON.</summary>
    protected static SavedDecision ReadDecision(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), Json(row, 2, NoDecision, RecordJsonContext.Default.Decision));

    /// <summary>A record in a column of a row.</summary>
    protected static T Json<T>(SqliteDataReader row, int column, T defaults, JsonTypeInfo<T> type) =>
        RecordJson.Read(row.GetString(column), defaults, type);

    /// <summary>Asks the database; <see langword="default"/> when that fails.</summary>
    protected abstract T? Read<T>(Func<SqliteConnection, T> question);

    /// <summary>Rows that make no sense were left out of an answer.</summary>
    protected abstract void LeaveOut(int rows, Exception why);

    /// <summary>The rows of a query that make sense.</summary>
    internal IReadOnlyList<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var (rows, leftOut, why) = Read(database => database.Query(sql, read, parameters));
        if (why is not null)
        {
            LeaveOut(leftOut, why);
        }

        return rows ?? [];
    }

    private static DecisionRecord? Understood(SqliteDataReader row)
    {
        try
        {
            return ReadRecord(row);
        }
        catch (Exception e) when (SqlExtensions.IsOdd(e))
        {
            return null;
        }
    }

    private static DecisionRecord ReadRecord(SqliteDataReader row)
    {
        var (id, node, decision) = ReadDecision(row);
        return new DecisionRecord(
            id,
            node,
            Json(row, 3, NodeState.Initial, RecordJsonContext.Default.NodeState),
            Json(row, 4, NoObservation, RecordJsonContext.Default.Observation),
            Json(row, 5, new Policy(), RecordJsonContext.Default.Policy),
            decision)
        {
            NotSaved = [.. RecordJson.Added(row.GetString(2), RecordJson.Write(decision, RecordJsonContext.Default.Decision))],
        };
    }

    private static SavedAction ReadAction(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Node = row.GetString(1),
        Remedy = row.Name<Remedy>(2),
        DecisionId = row.Number(3),
        Reason = row.Maybe(4, SqlExtensions.Name<Reason>),
        Lag = row.Block(5),
        Life = new NodeLife(row.GetString(6), row.ExactTime(7)),
        At = row.Time(8),
        Outcome = row.IsDBNull(9) ? null : Json(row, 9, NoOutcome, RecordJsonContext.Default.ActionOutcome),
        EndedAt = row.Maybe(10, SqlExtensions.Time),
        Effect = row.Maybe(11, SqlExtensions.Name<RestartEffect>),
        EffectAfter = row.Maybe(12, SqlExtensions.Span),
        LogTail = row.Text(13),
    };

    private static SavedLife ReadLife(SqliteDataReader row)
    {
        LifeEnd? end = row.Maybe(3, SqlExtensions.Time) is { } at
            ? new LifeEnd(at, checked((int?)row.Number(4)), row.Number(5) == 1, row.Number(6) == 1)
            : null;
        if (end is not null && !row.IsDBNull(7))
        {
            var more = Json(row, 7, end, RecordJsonContext.Default.LifeEnd);
            end = end with { IsAskedFor = more.IsAskedFor, RestartPolicy = more.RestartPolicy, Said = more.Said, LastWords = more.LastWords };
        }

        return new SavedLife(row.GetString(0), new NodeLife(row.GetString(1), row.ExactTime(2)), end);
    }
}
