using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>A decision and all that it was made from, as JSON.</summary>
/// <remarks>
/// The decision has all its members: so a later version knows which of its own this one did not have, and does not take them for
/// differences.
/// </remarks>
internal sealed record DecisionRow(string State, string Observation, string Policy, string Decision);

/// <summary>The rows that are written, on an open database.</summary>
internal readonly struct HistoryWriter(SqliteConnection database)
{
    private const int MaxLogTail = 16 * 1024;

    /// <summary>Writes a decision and what is to be told of it: all, or nothing.</summary>
    public long AddDecision(string node, DateTimeOffset at, DecisionRow row, string[] notices)
    {
        using var transaction = database.BeginTransaction();
        foreach (var notice in notices)
        {
            database.Execute("INSERT INTO notices (node, at, notice) VALUES ($node, $at, $notice)", ("$node", node), ("$at", at.ToStored()), ("$notice", notice));
        }

        var id = AddDecision(node, at, row);
        transaction.Commit();
        return id;
    }

    private long AddDecision(string node, DateTimeOffset at, DecisionRow row) => database.Scalar<long>(
        """
        INSERT INTO decisions (node, at, state, observation, policy, decision)
        VALUES ($node, $at, $state, $observation, $policy, $decision) RETURNING id
        """,
        ("$node", node), ("$at", at.ToStored()),
        ("$state", row.State), ("$observation", row.Observation), ("$policy", row.Policy), ("$decision", row.Decision));

    public long AddIntent(string node, ActionIntent intent)
    {
        if (intent.EscalatesAfter is { } restarts)
        {
            AddEscalation(node, intent.At, restarts);
        }

        return AddAction(node, intent);
    }

    public int EndAction(long id, ActionOutcome outcome, DateTimeOffset at) => database.Execute(
        "UPDATE actions SET outcome = $outcome, ended_at = $at WHERE id = $id",
        ("$id", id), ("$outcome", RecordJson.Write(outcome, RecordJsonContext.Default.ActionOutcome)), ("$at", at.ToStored()));

    public int SetEffect(long id, RestartEffect effect, TimeSpan after) => database.Execute(
        "UPDATE actions SET effect = $effect, effect_after_ms = $after WHERE id = $id",
        ("$id", id), ("$effect", effect.ToString()), ("$after", (long)after.TotalMilliseconds));

    public int AddLife(string node, NodeLife life, DateTimeOffset at) => database.Execute(
        "INSERT OR IGNORE INTO lives (node, instance_id, started_at, seen_at) VALUES ($node, $instance, $started, $at)",
        ("$node", node), ("$instance", life.InstanceId), ("$started", life.StartedAt.ToStoredExactly()), ("$at", at.ToStored()));

    public int EndLife(string node, NodeLife life, LifeEnd end)
    {
        AddLife(node, life, end.At);
        return database.Execute(
            """
            UPDATE lives SET ended_at = $at, exit_code = coalesce($code, exit_code), is_out_of_memory = max($memory, coalesce(is_out_of_memory, 0)),
                is_ours = CASE WHEN $ending IS NULL THEN max($ours, coalesce(is_ours, 0)) ELSE $ours END, ending = coalesce($ending, ending)
            WHERE node = $node AND instance_id = $instance AND started_at = $started
            """,
            ("$node", node), ("$instance", life.InstanceId), ("$started", life.StartedAt.ToStoredExactly()), ("$at", end.At.ToStored()),
            ("$code", end.ExitCode), ("$memory", end.IsOutOfMemory), ("$ours", end.IsOurs),
            ("$ending", end is { IsAskedFor: null, LastWords: null } ? null : RecordJson.Write(end, RecordJsonContext.Default.LifeEnd)));
    }

    public int AddEscalation(string node, DateTimeOffset at, int restarts) => database.Execute(
        "INSERT INTO escalations (node, at, restarts) VALUES ($node, $at, $restarts)",
        ("$node", node), ("$at", at.ToStored()), ("$restarts", restarts));

    public int AddRequest(string node, OperatorAction action) => database.Execute(
        "INSERT INTO requests (node, at, who, kind, length_ms, alert) VALUES ($node, $at, $who, $kind, $length, $alert)",
        ("$node", node), ("$at", action.At.ToStored()), ("$who", action.By), ("$kind", action.Kind.ToString()),
        ("$length", (long?)action.Length?.TotalMilliseconds), ("$alert", action.Alert?.ToString()));

    public int AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) => database.Execute(
        "INSERT OR REPLACE INTO samples (node, at, grade, lag, best, head) VALUES ($node, $at, 0, $lag, $best, $head)",
        ("$node", node), ("$at", at.ToStored()), ("$lag", lag), ("$best", best), ("$head", head));

    public int SetMemory(string node, NodeMemory memory) => database.Execute(
        "INSERT OR REPLACE INTO memories (node, memory) VALUES ($node, $memory)",
        ("$node", node), ("$memory", RecordJson.WriteShort(memory, NodeMemory.None, RecordJsonContext.Default.NodeMemory)));

    private long AddAction(string node, ActionIntent intent) => database.Scalar<long>(
        """
        INSERT INTO actions (node, remedy, decision_id, instance_id, life_started_at, at, log_tail)
        VALUES ($node, $remedy, $decision, $instance, $life, $at, $tail) RETURNING id
        """,
        ("$node", node), ("$remedy", intent.Remedy.ToString()), ("$decision", intent.DecisionId), ("$instance", intent.Life.InstanceId),
        ("$life", intent.Life.StartedAt.ToStoredExactly()), ("$at", intent.At.ToStored()),
        ("$tail", intent.LogTail is { Length: > MaxLogTail } tail ? tail[^MaxLogTail..] : intent.LogTail));
}
