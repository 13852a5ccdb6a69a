using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.History;

/// <summary>The monitor's memory: what it decided, did and saw. One writer; any thread may call.</summary>
/// <remarks>
/// No call throws because of the disk: while the file can't be used the history is kept in memory, with the same answers. A restart's intent is on disk when
/// <see cref="BeginRestart"/> returns; all else survives the process at once, and a power failure but for the last moments.
/// </remarks>
internal sealed class HistoryStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HistoryDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private long? _thinnedAt;

    /// <summary>Opens the history in DATA_DIR.</summary>
    public HistoryStore(Settings settings, TimeProvider time, ILogger<HistoryStore> log)
    {
        _time = time;
        _log = log;
        _database = new HistoryDatabase(HistoryFile.PathIn(settings.DataDirectory), time, log);
        _ = Read(_ => true);
    }

    /// <summary>A restart was begun, has ended, or its effect was seen; the effect is unknown but in the last case. Handlers may ask the history.</summary>
    public event Action<long, RestartEffect>? RestartChanged;

    /// <summary>The history outlives the process; false while it is kept in memory.</summary>
    public bool IsInFile
    {
        get
        {
            lock (_gate)
            {
                return _database.IsInFile;
            }
        }
    }

    /// <summary>Asks something of the history.</summary>
    public T? Read<T>(Func<HistoryReader, T> question) => Use(database => question(new HistoryReader(database)), isUrgent: false);

    /// <summary>Saves a decision that changed something, and returns its id; null when it could not be saved at all.</summary>
    public long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision)
    {
        var record = DecisionRecord.Of(before, seen, policy, decision);
        return Use(database => (long?)new HistoryWriter(database).AddDecision(node, record, decision), decision.Restarts);
    }

    /// <summary>Saves that a restart is about to be done, and what is remembered of the node from now on: both on disk when it returns, or neither.</summary>
    /// <param name="node">The node.</param>
    /// <param name="decisionId">The decision that asks for it.</param>
    /// <param name="life">The life that it is to end.</param>
    /// <param name="at">Now.</param>
    /// <param name="logTail">The node's last log lines; what is beyond 16 KiB is cut off at the front.</param>
    /// <param name="remember">Changes what is remembered: with a restart that the next run knows of but doesn't count, it would restart the node again.</param>
    /// <returns>Its id; null when it could not be saved at all.</returns>
    public long? BeginRestart(string node, long? decisionId, NodeLife life, DateTimeOffset at, string? logTail, Func<NodeMemory, NodeMemory> remember)
    {
        var begun = Use(
            database =>
            {
                database.Execute("PRAGMA synchronous = FULL");
                var intent = Together(database, writer => writer.AddIntent(node, decisionId, life, at, logTail), node, remember);
                database.Execute("PRAGMA synchronous = NORMAL");
                return (long?)intent;
            },
            isUrgent: true);
        if (begun is { } id)
        {
            RestartChanged?.Invoke(id, RestartEffect.Unknown);
        }

        return begun;
    }

    /// <summary>Saves how a restart ended.</summary>
    public void EndRestart(long id, RestartOutcome outcome, DateTimeOffset? newStartedAt, DateTimeOffset at)
    {
        Write(writer => writer.EndRestart(id, outcome, newStartedAt, at));
        RestartChanged?.Invoke(id, RestartEffect.Unknown);
    }

    /// <summary>Saves what a restart did for the node, and how long after it that was seen.</summary>
    public void SaveEffect(long id, RestartEffect effect, TimeSpan after)
    {
        Write(writer => writer.SetEffect(id, effect, after));
        RestartChanged?.Invoke(id, effect);
    }

    /// <summary>Restarts of a node that were begun and have no outcome: the monitor ended in between.</summary>
    public IReadOnlyList<PastRestart> OpenIntents(string node) => Read(reader => reader.OpenIntents(node)) ?? [];

    /// <summary>What was remembered of a node; null when nothing was.</summary>
    public NodeMemory? LoadState(string node) => Read(reader => reader.Memory(node));

    /// <summary>Remembers this of a node.</summary>
    public void SaveState(string node, NodeMemory memory) => Write(writer => writer.SetMemory(node, memory));

    /// <summary>Changes what is remembered of a node; nobody else changes it meanwhile.</summary>
    public void ChangeState(string node, Func<NodeMemory, NodeMemory> change)
    {
        lock (_gate)
        {
            SaveState(node, change(LoadState(node) ?? NodeMemory.None));
        }
    }

    /// <summary>Saves the lag that a check saw.</summary>
    public void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) => Write(writer => writer.AddSample(node, at, lag, best, head));

    /// <summary>Saves that a life was seen; does nothing when it is known.</summary>
    public void SaveLife(string node, NodeLife life, DateTimeOffset at) => Write(writer => writer.AddLife(node, life, at));

    /// <summary>Saves how a life ended.</summary>
    public void EndLife(string node, NodeLife life, LifeEnd end) => Write(writer => writer.EndLife(node, life, end));

    /// <summary>Saves that the operator is told that restarts don't help, and what is remembered of the node from now on: both, or neither.</summary>
    public void SaveEscalation(string node, DateTimeOffset at, string detail, Func<NodeMemory, NodeMemory> remember) =>
        Use(database => Together(database, writer => writer.AddEscalation(node, at, detail), node, remember), isUrgent: false);

    /// <summary>Saves what an operator did.</summary>
    public void SaveAction(string node, DateTimeOffset at, string who, string what) => Write(writer => writer.AddAction(node, at, who, what));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _database.Dispose();
        }
    }

    private static T Together<T>(SqliteConnection database, Func<HistoryWriter, T> write, string node, Func<NodeMemory, NodeMemory> remember)
    {
        using var transaction = database.BeginTransaction();
        var writer = new HistoryWriter(database);
        var written = write(writer);
        writer.SetMemory(node, remember(new HistoryReader(database).Memory(node) ?? NodeMemory.None));
        transaction.Commit();
        return written;
    }

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
}
