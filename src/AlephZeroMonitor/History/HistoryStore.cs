using AlephZeroMonitor.Core.Memory;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The history of this monitor. It is the only writer.</summary>
/// <remarks>
/// While the file cannot be used the history is kept in memory, with the same answers. An action's intent is on disk when <see
/// cref="BeginAction"/> returns;
/// everything else survives the end of the process, and a power failure except for the last moments.
/// </remarks>
internal sealed class HistoryStore : HistoryQueries, IHistory, IDisposable
{
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

    public void Remember(string node, Func<NodeMemory, NodeMemory> change) => Together(node, _ => 0L, change, isUrgent: false);

    public (long Id, Decision Decision)? LastDecision(string node) =>
        Decisions(node, DateTimeOffset.MinValue, 1) is [var last] ? (last.Id, last.Decision) : null;

    public IReadOnlyList<OpenAction> OpenActions(string node) => Rows(
        "SELECT id, remedy, instance_id, life_started_at, at FROM actions WHERE node = $node AND outcome IS NULL ORDER BY id",
        row => new OpenAction(row.GetInt64(0), row.Name<Remedy>(1), new NodeLife(row.GetString(2), row.ExactTime(3)), row.Time(4)),
        ("$node", node));

    public long? LastActionId(string node) => Use(
        database => database.Scalar<long?>("SELECT id FROM actions WHERE node = $node AND result IS NOT 'Abandoned' ORDER BY at DESC, id DESC LIMIT 1", ("$node", node)),
        isUrgent: false);

    public long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision, ImmutableArray<Notice> notices = default)
    {
        var row = new DecisionRow(
            RecordJson.WriteShort(before, NodeState.Initial, RecordJsonContext.Default.NodeState),
            RecordJson.WriteShort(seen, NoObservation, RecordJsonContext.Default.Observation),
            RecordJson.WriteShort(policy, new Policy(), RecordJsonContext.Default.Policy),
            RecordJson.Write(decision, RecordJsonContext.Default.Decision));
        var texts = notices.IsDefault ? [] : notices.Select(notice => RecordJson.Write(notice, RecordJsonContext.Default.Notice)).ToArray();
        return Use(database => (long?)new HistoryWriter(database).AddDecision(node, decision.At, row, texts), decision.Acts);
    }

    public long? BeginAction(string node, ActionIntent intent, Func<NodeMemory, NodeMemory> change)
    {
        var id = Together(node, writer => writer.AddIntent(node, intent), change, isUrgent: true);
        Interlocked.Increment(ref _actionChanges);
        return id;
    }

    public void EndAction(string node, long id, ActionOutcome outcome, DateTimeOffset at, Func<NodeMemory, NodeMemory> change)
    {
        Together(node, writer => writer.EndAction(id, outcome, at), change, isUrgent: false);
        Interlocked.Increment(ref _actionChanges);
    }

    public void SaveEffect(long id, RestartEffect effect, TimeSpan after)
    {
        Write(writer => writer.SetEffect(id, effect, after));
        Interlocked.Increment(ref _actionChanges);
    }

    public void SaveEscalation(string node, DateTimeOffset at, int restartsInARow, Func<NodeMemory, NodeMemory> change) =>
        Together(node, writer => writer.AddEscalation(node, at, restartsInARow), change, isUrgent: false);

    public void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) =>
        Write(writer => writer.AddSample(node, at, lag, best, head));

    public void SaveLife(string node, NodeLife life, DateTimeOffset at) => Write(writer => writer.AddLife(node, life, at));

    public void EndLife(string node, NodeLife life, LifeEnd ended) => Write(writer => writer.EndLife(node, life, ended));

    public void SaveRequest(string node, OperatorAction action) => Write(writer => writer.AddRequest(node, action));

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

    private static NodeMemory? Memory(SqliteConnection database, string node)
    {
        // What a version that is not understood remembered is as good as nothing.
        var rows = database.Query(
            "SELECT memory FROM memories WHERE node = $node",
            row => Json(row, 0, NodeMemory.None, RecordJsonContext.Default.NodeMemory),
            ("$node", node));
        return rows.Rows.FirstOrDefault();
    }

    /// <summary>Writes something and what is remembered of the node: both, or neither. On disk when it returns, if it is urgent.</summary>
    private long? Together(string node, Func<HistoryWriter, long> write, Func<NodeMemory, NodeMemory> change, bool isUrgent) => Use(
        database =>
        {
            if (isUrgent)
            {
                database.Execute("PRAGMA synchronous = FULL");
            }

            using var transaction = database.BeginTransaction();
            var writer = new HistoryWriter(database);
            var written = write(writer);
            writer.SetMemory(node, change(Memory(database, node) ?? NodeMemory.None));
            transaction.Commit();
            database.Execute("PRAGMA synchronous = NORMAL");
            return (long?)written;
        },
        isUrgent);

    private void Write(Func<HistoryWriter, int> write) => Use(database => write(new HistoryWriter(database)), isUrgent: false);

    private T? Use<T>(Func<SqliteConnection, T> action, bool isUrgent)
    {
        lock (_gate)
        {
            try
            {
                return Run(action, _database.Current(isUrgent));
            }
            catch (SqliteException e) when (_database.IsInFile)
            {
                return Again(action, e);
            }
            catch (SqliteException e)
            {
                _log.HistoryLost(e.Message);
                return default;
            }
        }
    }

    private T? Again<T>(Func<SqliteConnection, T> action, SqliteException failure)
    {
        try
        {
            return action(_database.Leave(failure));
        }
        catch (SqliteException e)
        {
            _log.HistoryLost(e.Message);
            return default;
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
