namespace AlephZeroMonitor.History;

/// <summary>The outbox, in the same database as the decisions: a notice is saved with the decision that found it.</summary>
internal sealed class Outbox(HistoryStore store) : IOutbox
{
    private static readonly Notice NoNotice = new(default, new Decision { At = default, Reason = default, RunState = default });

    public IReadOnlyList<SavedNotice> Notices(int limit) => store.Rows(
        """
        SELECT id, node, notice, told_at FROM notices
        WHERE told_at IS NOT NULL OR id IN (SELECT id FROM notices WHERE told_at IS NULL ORDER BY id LIMIT $limit) ORDER BY id
        """,
        row => new SavedNotice(
            row.GetInt64(0), row.GetString(1), RecordJson.Read(row.GetString(2), NoNotice, RecordJsonContext.Default.Notice), row.Maybe(3, SqlExtensions.Time)),
        ("$limit", limit));

    public void Queue(IEnumerable<long> told, IEnumerable<long> done, IEnumerable<(string Receiver, string Text)> messages, DateTimeOffset at) => store.Change(database =>
    {
        using var transaction = database.BeginTransaction();
        foreach (var id in told)
        {
            database.Execute("UPDATE notices SET told_at = $at WHERE id = $id", ("$id", id), ("$at", at.ToStored()));
        }

        foreach (var id in done)
        {
            database.Execute("DELETE FROM notices WHERE id = $id", ("$id", id));
        }

        foreach (var (receiver, text) in messages)
        {
            database.Execute(
                "INSERT INTO messages (receiver, at, next_at, text) VALUES ($receiver, $at, $at, $text)",
                ("$receiver", receiver), ("$at", at.ToStored()), ("$text", text));
        }

        transaction.Commit();
        return 0;
    });

    public IReadOnlyList<QueuedMessage> Due(string receiver, DateTimeOffset now, int limit) => store.Rows(
        "SELECT id, text, at, tries FROM messages WHERE receiver = $receiver AND ended_at IS NULL AND next_at <= $now ORDER BY id LIMIT $limit",
        row => new QueuedMessage(row.GetInt64(0), row.GetString(1), row.Time(2), row.GetInt32(3)),
        ("$receiver", receiver), ("$now", now.ToStored()), ("$limit", limit));

    public void End(long id, string? problem, DateTimeOffset at) => store.Write(
        "UPDATE messages SET ended_at = $at, is_sent = $sent, problem = coalesce($problem, problem) WHERE id = $id",
        ("$id", id), ("$at", at.ToStored()), ("$sent", problem is null), ("$problem", problem));

    public void Postpone(long id, string problem, DateTimeOffset at, DateTimeOffset next) => store.Write(
        "UPDATE messages SET tries = tries + 1, failed_at = $at, next_at = $next, problem = $problem WHERE id = $id",
        ("$id", id), ("$at", at.ToStored()), ("$next", next.ToStored()), ("$problem", problem));

    public int Count(DateTimeOffset since) => store.Rows(
        "SELECT count(DISTINCT text) FROM messages WHERE at > $since", row => row.GetInt32(0), ("$since", since.ToStored())) is [var count] ? count : 0;
}
