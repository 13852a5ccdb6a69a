using AlephZeroMonitor.Core;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The rows that are written, on an open database.</summary>
internal readonly struct HistoryWriter(SqliteConnection database)
{
    private const int MaxLogTail = 16 * 1024;

    /// <summary>Adds a decision and returns its id.</summary>
    public long AddDecision(string node, DecisionRecord record, Decision decision) => database.Scalar<long>(
        """
        INSERT INTO decisions (node, at, reason, hold, lag, best, head, restarts, state, observation, policy, decision)
        VALUES ($node, $at, $reason, $hold, $lag, $best, $head, $restarts, $state, $observation, $policy, $decision) RETURNING id
        """,
        ("$node", node), ("$at", decision.At.ToStored()), ("$reason", decision.Reason.ToString()), ("$hold", decision.Hold.ToString()), ("$lag", decision.Lag), ("$best", decision.Best),
        ("$head", decision.Head), ("$restarts", decision.Restarts), ("$state", record.State), ("$observation", record.Observation), ("$policy", record.Policy), ("$decision", record.Decision));

    /// <summary>Adds a restart's intent and returns its id.</summary>
    public long AddIntent(string node, long? decisionId, NodeLife life, DateTimeOffset at, string? logTail) => database.Scalar<long>(
        """
        INSERT INTO restarts (node, decision_id, container_id, life_started_at, at, log_tail)
        VALUES ($node, $decision, $container, $life, $at, $tail) RETURNING id
        """,
        ("$node", node), ("$decision", decisionId), ("$container", life.InstanceId), ("$life", life.StartedAt.ToStoredExactly()), ("$at", at.ToStored()),
        ("$tail", logTail is { Length: > MaxLogTail } ? logTail[^MaxLogTail..] : logTail));

    /// <summary>Adds how a restart ended.</summary>
    public int EndRestart(long id, RestartOutcome outcome, DateTimeOffset? newStartedAt, DateTimeOffset at) => database.Execute(
        "UPDATE restarts SET result = $result, detail = $detail, took_ms = $took, ended_at = $at, new_started_at = $new WHERE id = $id",
        ("$id", id), ("$result", outcome.Result.ToString()), ("$detail", outcome.Detail), ("$took", (long)outcome.Took.TotalMilliseconds), ("$at", at.ToStored()),
        ("$new", newStartedAt?.ToStoredExactly()));

    /// <summary>Adds what a restart did for the node.</summary>
    public int SetEffect(long id, RestartEffect effect, TimeSpan after) => database.Execute(
        "UPDATE restarts SET effect = $effect, effect_after_ms = $after WHERE id = $id", ("$id", id), ("$effect", effect.ToString()), ("$after", (long)after.TotalMilliseconds));

    /// <summary>Adds a node life, unless it is known.</summary>
    public int AddLife(string node, NodeLife life, DateTimeOffset at) => database.Execute(
        "INSERT OR IGNORE INTO lives (node, container_id, started_at, seen_at) VALUES ($node, $container, $started, $at)",
        ("$node", node), ("$container", life.InstanceId), ("$started", life.StartedAt.ToStoredExactly()), ("$at", at.ToStored()));

    /// <summary>Adds a node life's end.</summary>
    public int EndLife(string node, NodeLife life, LifeEnd end)
    {
        AddLife(node, life, end.At);
        return database.Execute(
            """
            UPDATE lives SET ended_at = $at, exit_code = $code, is_out_of_memory = $memory, ended_by = $by
            WHERE node = $node AND container_id = $container AND started_at = $started
            """,
            ("$node", node), ("$container", life.InstanceId), ("$started", life.StartedAt.ToStoredExactly()), ("$at", end.At.ToStored()), ("$code", end.ExitCode),
            ("$memory", end.IsOutOfMemory), ("$by", end.By));
    }

    /// <summary>Adds an alert that restarts don't help.</summary>
    public int AddEscalation(string node, DateTimeOffset at, string detail) =>
        database.Execute("INSERT INTO escalations (node, at, detail) VALUES ($node, $at, $detail)", ("$node", node), ("$at", at.ToStored()), ("$detail", detail));

    /// <summary>Adds what an operator did.</summary>
    public int AddAction(string node, DateTimeOffset at, string who, string what) =>
        database.Execute("INSERT INTO actions (node, at, who, what) VALUES ($node, $at, $who, $what)", ("$node", node), ("$at", at.ToStored()), ("$who", who), ("$what", what));

    /// <summary>Adds a sample of the lag.</summary>
    public int AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) => database.Execute(
        "INSERT OR REPLACE INTO samples (node, at, grade, lag, best, head) VALUES ($node, $at, 0, $lag, $best, $head)",
        ("$node", node), ("$at", at.ToStored()), ("$lag", lag), ("$best", best), ("$head", head));

    /// <summary>Keeps what is to be remembered of a node.</summary>
    public int SetMemory(string node, NodeMemory memory) => database.Execute(
        "INSERT OR REPLACE INTO memories (node, memory) VALUES ($node, $memory)", ("$node", node), ("$memory", RecordJson.Write(memory, HistoryJson.Default.NodeMemory)));
}
