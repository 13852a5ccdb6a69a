using Microsoft.Data.Sqlite;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

public sealed class SchemaTests : IDisposable
{
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
                file.Execute(
                    "INSERT INTO restarts (node, container_id, life_started_at, at, log_tail) VALUES ($node, $container, $life, $at, 'from the past')",
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
}
