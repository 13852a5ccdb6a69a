using AlephZeroMonitor.Core.Memory;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The history of this monitor. It is the only writer.</summary>
/// <remarks>
/// While the file cannot be used the history is kept in memory, with the same answers. An action's intent is on disk when
/// <see cref="BeginAction"/> returns; everything else survives the end of the process, and a power failure except for the last moments.
/// </remarks>
internal sealed class HistoryStore : HistoryQueries, IHistory, IDisposable
{
    private const int MaxLogTail = 16 * 1024;
    private static readonly TimeSpan PauseWhenUnreadable = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly HistoryDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _path;
    private long? _thinnedAt;
    private long _actionChanges;
    private volatile AllShares? _shares;
    private bool _hasSaidOdd;

    /// <summary>Opens the history in DATA_DIR.</summary>
    public HistoryStore(Settings settings, TimeProvider time, ILogger<HistoryStore> log)
    {
        _time = time;
        _log = log;
        _path = HistoryFile.PathIn(settings.DataDirectory);
        _database = new HistoryDatabase(_path, time, log);
        _ = Read(_ => true);
    }

    public override bool IsInFile
    {
        get
        {
            lock (_gate)
            {
                return _database.IsInFile;
            }
        }
    }

    /// <remarks>
    /// The shares of all time are read again only after an action changed, or when rows may have become too old: each scrape asks for them.
    /// </remarks>
    public override IReadOnlyList<HelpShare> Shares(string? node, DateTimeOffset since)
    {
        if (since > DateTimeOffset.UnixEpoch)
        {
            return base.Shares(node, since);
        }

        var changes = Interlocked.Read(ref _actionChanges);
        var shares = _shares;
        if (shares is null || shares.Changes != changes || _time.GetElapsedTime(shares.At) >= Retention.Interval)
        {
            _shares = shares = new AllShares(base.Shares(null, since), changes, _time.GetTimestamp());
        }

        return node is null ? shares.Shares : [.. shares.Shares.Where(share => share.Node == node)];
    }

    public NodeMemory? Load(string node) => Use(database => Memory(database, node), isUrgent: false);

    public void Remember(string node, Func<NodeMemory, NodeMemory> change) => Together(node, _ => 0, change, isUrgent: false);

    public (long Id, Decision Decision)? LastDecision(string node) =>
        Rows("SELECT id, node, decision FROM decisions WHERE node = $node ORDER BY id DESC LIMIT 1", ReadDecision, ("$node", node)) is [var last] ? (last.Id, last.Decision) : null;

    public IReadOnlyList<OpenAction> OpenActions(string node) => Rows(
        "SELECT id, remedy, instance_id, life_started_at, at FROM actions WHERE node = $node AND outcome IS NULL ORDER BY id",
        row => new OpenAction(row.GetInt64(0), row.Name<Remedy>(1), new NodeLife(row.GetString(2), row.ExactTime(3)), row.Time(4)),
        ("$node", node));

    public long? LastActionId(string node) => Use(
        database => database.Scalar<long?>("SELECT id FROM actions WHERE node = $node AND result IS NOT 'Abandoned' ORDER BY id DESC LIMIT 1", ("$node", node)),
        isUrgent: false);

    /// <remarks>
    /// The decision has all its members: so a later version knows which of its own this one did not have, and does not take them for differences.
    /// </remarks>
    public long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision, ImmutableArray<Notice> notices = default)
    {
        (string, object?)[] row =
        [
            ("$node", node), ("$at", decision.At.ToStored()),
            ("$state", RecordJson.WriteShort(before, NodeState.Initial, RecordJsonContext.Default.NodeState)),
            ("$observation", RecordJson.WriteShort(seen, NoObservation, RecordJsonContext.Default.Observation)),
            ("$policy", RecordJson.WriteShort(policy, new Policy(), RecordJsonContext.Default.Policy)),
            ("$decision", RecordJson.Write(decision, RecordJsonContext.Default.Decision)),
        ];
        var texts = notices.IsDefault ? [] : notices.Select(notice => RecordJson.Write(notice, RecordJsonContext.Default.Notice)).ToArray();
        return Use(Save, decision.Acts);

        long? Save(SqliteConnection database)
        {
            using var transaction = database.BeginTransaction();
            foreach (var text in texts)
            {
                database.Execute("INSERT INTO notices (node, at, notice) VALUES ($node, $at, $notice)", row[0], row[1], ("$notice", text));
            }

            var id = database.Scalar<long>(
                """
                INSERT INTO decisions (node, at, state, observation, policy, decision)
                VALUES ($node, $at, $state, $observation, $policy, $decision) RETURNING id
                """,
                row);
            transaction.Commit();
            return id;
        }
    }

    public long? BeginAction(string node, ActionIntent intent, Func<NodeMemory, NodeMemory> change) => ChangeAction(
        node,
        database => database.Scalar<long>(
            """
            INSERT INTO actions (node, remedy, decision_id, instance_id, life_started_at, at, log_tail)
            VALUES ($node, $remedy, $decision, $instance, $life, $at, $tail) RETURNING id
            """,
            ("$node", node), ("$remedy", intent.Remedy.ToString()), ("$decision", intent.DecisionId), ("$instance", intent.Life.InstanceId),
            ("$life", intent.Life.StartedAt.ToStoredExactly()), ("$at", intent.At.ToStored()),
            ("$tail", intent.LogTail is { Length: > MaxLogTail } tail ? tail[^MaxLogTail..] : intent.LogTail)),
        change,
        isUrgent: true);

    public void EndAction(string node, long id, ActionOutcome outcome, DateTimeOffset at, Func<NodeMemory, NodeMemory> change) => ChangeAction(
        node,
        database => database.Execute(
            "UPDATE actions SET outcome = $outcome, ended_at = $at WHERE id = $id",
            ("$id", id), ("$outcome", RecordJson.Write(outcome, RecordJsonContext.Default.ActionOutcome)), ("$at", at.ToStored())),
        change,
        isUrgent: false);

    public void SaveEffect(long id, RestartEffect effect, TimeSpan after)
    {
        Write(
            "UPDATE actions SET effect = $effect, effect_after_ms = $after WHERE id = $id",
            ("$id", id), ("$effect", effect.ToString()), ("$after", (long)after.TotalMilliseconds));
        Interlocked.Increment(ref _actionChanges);
    }

    public void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) => Write(
        "INSERT OR REPLACE INTO samples (node, at, grade, lag, best, head) VALUES ($node, $at, 0, $lag, $best, $head)",
        ("$node", node), ("$at", at.ToStored()), ("$lag", lag), ("$best", best), ("$head", head));

    public void SaveLife(string node, NodeLife life, DateTimeOffset at) => Write(
        "INSERT OR IGNORE INTO lives (node, instance_id, started_at, seen_at) VALUES ($node, $instance, $started, $at)",
        ("$node", node), ("$instance", life.InstanceId), ("$started", life.StartedAt.ToStoredExactly()), ("$at", at.ToStored()));

    public void EndLife(string node, NodeLife life, LifeEnd ended) => Write(
        """
        INSERT OR IGNORE INTO lives (node, instance_id, started_at, seen_at) VALUES ($node, $instance, $started, $at);
        UPDATE lives SET ended_at = $at, exit_code = coalesce($code, exit_code), is_out_of_memory = max($memory, coalesce(is_out_of_memory, 0)),
            is_ours = CASE WHEN $ending IS NULL THEN max($ours, coalesce(is_ours, 0)) ELSE $ours END, ending = coalesce($ending, ending)
        WHERE node = $node AND instance_id = $instance AND started_at = $started
        """,
        ("$node", node), ("$instance", life.InstanceId), ("$started", life.StartedAt.ToStoredExactly()), ("$at", ended.At.ToStored()),
        ("$code", ended.ExitCode), ("$memory", ended.IsOutOfMemory), ("$ours", ended.IsOurs),
        ("$ending", ended is { IsAskedFor: null, LastWords: null } ? null : RecordJson.Write(ended, RecordJsonContext.Default.LifeEnd)));

    public void SaveRequest(string node, OperatorAction action) => Write(
        "INSERT INTO requests (node, at, who, kind, length_ms, alert) VALUES ($node, $at, $who, $kind, $length, $alert)",
        ("$node", node), ("$at", action.At.ToStored()), ("$who", action.By), ("$kind", action.Kind.ToString()),
        ("$length", (long?)action.Length?.TotalMilliseconds), ("$alert", action.Alert?.ToString()));

    /// <summary>Runs a statement that writes; nothing is saved when no database can be written.</summary>
    public void Write(string sql, params (string Name, object? Value)[] parameters) => Change(database => database.Execute(sql, parameters));

    /// <summary>Changes something; nothing when that cannot be saved at all.</summary>
    public void Change(Func<SqliteConnection, int> change) => Use(change, isUrgent: false);

    public void Dispose()
    {
        lock (_gate)
        {
            _database.Dispose();
        }
    }

    protected override T? Read<T>(Func<SqliteConnection, T> question)
        where T : default => Use(question, isUrgent: false);

    protected override void LeaveOut(int rows, Exception why)
    {
        lock (_gate)
        {
            if (!_hasSaidOdd)
            {
                _log.HistoryHasOddRows(rows, _path, why.Message);
                _hasSaidOdd = true;
            }
        }
    }

    /// <summary>A memory that cannot be read may have had a pause or a dry run: it becomes a pause, in which people can look.</summary>
    private NodeMemory? Memory(SqliteConnection database, string node)
    {
        var (rows, leftOut, why) = database.Query(
            "SELECT memory FROM memories WHERE node = $node",
            row => Json(row, 0, NodeMemory.None, RecordJsonContext.Default.NodeMemory),
            ("$node", node));
        if (why is null)
        {
            return rows.FirstOrDefault();
        }

        LeaveOut(leftOut, why);
        var now = _time.GetUtcNow();
        return NodeMemory.None with { Pause = new NodePause(now, "a history that cannot be read", now + PauseWhenUnreadable) };
    }

    private long? ChangeAction(string node, Func<SqliteConnection, long> write, Func<NodeMemory, NodeMemory> change, bool isUrgent)
    {
        var id = Together(node, write, change, isUrgent);
        Interlocked.Increment(ref _actionChanges);
        return id;
    }

    /// <summary>Writes something and what is remembered of the node: both, or neither. On disk when it returns, if it is urgent.</summary>
    private long? Together(string node, Func<SqliteConnection, long> write, Func<NodeMemory, NodeMemory> change, bool isUrgent)
    {
        return Use(Save, isUrgent);

        long? Save(SqliteConnection database)
        {
            if (isUrgent)
            {
                database.Execute("PRAGMA synchronous = FULL");
            }

            using var transaction = database.BeginTransaction();
            var id = write(database);
            var memory = change(Memory(database, node) ?? NodeMemory.None);
            database.Execute(
                "INSERT OR REPLACE INTO memories (node, memory) VALUES ($node, $memory)",
                ("$node", node), ("$memory", RecordJson.WriteShort(memory, NodeMemory.None, RecordJsonContext.Default.NodeMemory)));
            transaction.Commit();
            database.Execute("PRAGMA synchronous = NORMAL");
            return id;
        }
    }

    private T? Use<T>(Func<SqliteConnection, T> action, bool isUrgent)
    {
        lock (_gate)
        {
            try
            {
                try
                {
                    return Run(action, _database.Current(isUrgent));
                }
                catch (SqliteException e) when (_database.IsInFile)
                {
                    return action(_database.Leave(e));
                }
            }
            catch (SqliteException e)
            {
                _log.HistoryLost(e.Message);
                return default;
            }
        }
    }

    private T Run<T>(Func<SqliteConnection, T> action, SqliteConnection database)
    {
        // Before the action: when this fails, the action runs in memory, and not twice.
        if (_thinnedAt is not { } last || _time.GetElapsedTime(last) >= Retention.Interval)
        {
            _thinnedAt = _time.GetTimestamp();
            Retention.Apply(database, _time.GetUtcNow(), _database.IsInFile ? Retention.MaxFileBytes : Retention.MaxMemoryBytes);
        }

        return action(database);
    }

    private sealed record AllShares(IReadOnlyList<HelpShare> Shares, long Changes, long At);
}
