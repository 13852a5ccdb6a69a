using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Data.Sqlite;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

public sealed class SchemaTests : IDisposable
{
    /// <summary>From this version on, the table of restarts has today's names.</summary>
    private const int ActionsSince = 5;

    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Migrate_FileOfEachEarlierVersion_KeepsItsRows()
    {
        for (var version = 1; version < Schema.Version; version++)
        {
            using (var file = _history.OpenRaw())
            {
                Schema.Migrate(file, version);
                var (table, id) = version < ActionsSince ? ("restarts", "container_id") : ("actions", "instance_id");
                file.Execute(
                    $"INSERT INTO {table} (node, {id}, life_started_at, at, log_tail) VALUES ($node, $container, $life, $at, 'from the past')",
                    ("$node", NodeName), ("$container", Life.InstanceId), ("$life", Life.StartedAt.ToStoredExactly()), ("$at", _history.Now.ToStored()));
            }

            Assert.Equal(Life, Assert.Single(_history.Store.OpenActions(NodeName)).Life);
            Assert.Equal("from the past", Assert.Single(_history.Store.Actions(NodeName, default, 10)).LogTail);
            _history.Store.AddSample(NodeName, _history.Now, 1, 2, 3);
            Assert.True(_history.Store.IsInFile);
            Assert.Single(_history.Store.Lag(NodeName, _history.Now, _history.Now.AddSeconds(1), TimeSpan.FromSeconds(1)));
            _history.Close();
            File.Delete(_history.Path);
        }
    }

    [Fact]
    public void Migrate_DecisionsOfAnEarlierVersion_AreDecidedAgainAsSaved()
    {
        BeginEarlierFile();
        var (records, notUnderstood, _) = _history.Store.Records(null, DateTimeOffset.MinValue, 0, 100);
        Assert.Equal((12, 0), (records.Length, notUnderstood));
        Assert.Empty(records.SelectMany(record => Replay.Differences(record)));
        Assert.All(records, record => Assert.DoesNotContain(record.NotSaved, path => path is "reason" or "hold" or "lag" or "runState" or "effect"));
        Assert.Equal(
            [
                Reason.Missing, Reason.LogUnreadable, Reason.InStep, Reason.IdleBehind, Reason.IdleBehind, Reason.BestUnknown,
                Reason.NotRunning, Reason.Stalled, Reason.FarBehind, Reason.FarBehind, Reason.Requested, Reason.HeadUnknown,
            ],
            records.Select(record => record.Decision.Reason));
        Assert.Equal(LogProblemKind.Failed, records[1].Seen.LogProblem!.Kind);
        Assert.StartsWith("the log driver", records[1].Seen.LogProblem!.Said, StringComparison.Ordinal);
        Assert.Equal((RunState.Running, 64), (records[3].State.LastRunState, records[3].State.Life!.Value.InstanceId.Length));
        Assert.NotNull(records[3].State.Current.Standstill);
        Assert.Equal(ActionResult.Restarted, records[5].Seen.Outcome!.Result);
        Assert.StartsWith("started at", records[5].Seen.Outcome!.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(_history.Log.Lines, line => line.Level > Microsoft.Extensions.Logging.LogLevel.Information);
    }

    [Fact]
    public void Migrate_DecisionWhileStandingBy_IsDecidedAgainAsSaved()
    {
        BeginEarlierFile("""
            UPDATE decisions SET observation = json_set(observation, '$.isStandingBy', json('true')), decision = json_set(decision, '$.hold', 'StandingBy', '$.holdFor', NULL) WHERE id = 22;
            UPDATE decisions SET policy = 'none' WHERE id = 1;
            UPDATE decisions SET state = 'none', observation = 'none' WHERE id = 2;
            """);
        var (records, notUnderstood, _) = _history.Store.Records(null, DateTimeOffset.MinValue, 0, 100);
        Assert.Equal((10, 2), (records.Length, notUnderstood));
        Assert.Empty(records.SelectMany(record => Replay.Differences(record)));
        Assert.Equal(Hold.StandingBy, records.Single(record => record.Id == 22).Decision.Hold);
        Assert.True(_history.Store.IsInFile);
    }

    [Fact]
    public void Migrate_OtherRowsOfAnEarlierVersion_AreTypedRecords()
    {
        BeginEarlierFile("INSERT INTO actions (node, at, who, what) VALUES ('hist-c', 1795682412000, 'me', 'dry run'); INSERT INTO escalations (node, at, detail) VALUES ('hist-c', 1795682412000, '3 restarts in a row did not help')");
        var actions = _history.Store.Actions("hist-a", default, 10);
        var restart = Assert.Single(actions);
        Assert.Equal((Remedy.Restart, 7L, Reason.IdleBehind, 50u), (restart.Remedy, restart.DecisionId, restart.Reason, restart.Lag));
        Assert.Equal(
            new ActionOutcome(ActionResult.Restarted, TimeSpan.FromMilliseconds(517)) { Said = "started at 2026-11-26T08:38:31Z", NewLifeStartedAt = At("08:38:31.1489569") },
            restart.Outcome);
        Assert.Equal((At("08:38:17.8264030"), RestartEffect.Recovered), (restart.Life.StartedAt, restart.Effect));
        Assert.Equal(
            [
                (OperatorActionKind.DryRun, null), (OperatorActionKind.Restart, null), (OperatorActionKind.Resume, null), (OperatorActionKind.Pause, TimeSpan.FromMinutes(30)),
            ],
            _history.Store.Requests(null, 10).Select(request => (request.Action.Kind, request.Action.Length)));
        var lives = _history.Store.Lives("hist-c", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 10);
        Assert.Equal([false, true, false], lives.Select(life => life.End!.IsOurs));
        Assert.Equal(2, _history.Store.Load("hist-b")!.Restarts.Count);
        Assert.True(_history.Decide(150).Id > 28);
    }

    [Fact]
    public void Open_FileOfAnEarlierVersionToRead_IsReadAndNotChanged()
    {
        BeginEarlierFile();
        using var beside = new ArchivedHistory(_history.Path);
        Assert.Equal((12, null), (beside.Decisions(null, default, 100).Count, beside.Problem));
        using var file = _history.OpenRaw();
        Assert.Equal(3, Schema.VersionOf(file));
    }

    [Fact]
    public void Open_NewFile_HasJournalSyncAndVacuumAsDesigned()
    {
        using var file = HistoryFile.Open(_history.Path);
        Assert.Equal(("wal", 1L, 2L), (file.Scalar<string>("PRAGMA journal_mode"), file.Scalar<long>("PRAGMA synchronous"), file.Scalar<long>("PRAGMA auto_vacuum")));
        Assert.Equal(Schema.Version, Schema.VersionOf(file));
    }

    [Fact]
    public void OpenToRead_FileInUse_ReadsAndCannotWrite()
    {
        _history.Restart(150, null);
        using var beside = new ArchivedHistory(_history.Path);
        Assert.Single(beside.Actions(null, default, 10));
        using var file = HistoryFile.OpenToRead(_history.Path);
        Assert.Throws<SqliteException>(() => file.Execute("DELETE FROM actions"));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-26T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A file as version 0.1.0 left it. The clock is set to its day, so that its rows are not too old.</summary>
    private void BeginEarlierFile(string change = "")
    {
        _history.Time.SetUtcNow(At("09:00:00"));
        using var file = _history.OpenRaw();
        Schema.Migrate(file, 3);
        file.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "History", "history-v3.sql")));
        file.Execute("UPDATE sqlite_sequence SET seq = 28 WHERE name = 'decisions'");
        if (change.Length > 0)
        {
            file.Execute(change);
        }
    }
}
