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
            using (var file = new SqliteConnection($"Data Source={_history.Path};Pooling=False"))
            {
                file.Open();
                Schema.Migrate(file, version);
                new HistoryWriter(file).AddIntent(Node, null, Life, _history.Now, "from the past");
            }

            Assert.Equal("from the past", Assert.Single(_history.Store.OpenIntents(Node)).LogTail);
            _history.Store.AddSample(Node, _history.Now, 1, 2, 3);
            Assert.True(_history.Store.IsInFile);
            Assert.Single(_history.Read(history => history.Lag(Node, _history.Now, _history.Now.AddSeconds(1), TimeSpan.FromSeconds(1))));
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
        using var file = HistoryFile.OpenToRead(_history.Path);
        Assert.Single(new HistoryReader(file).Restarts(null, default, 10));
        Assert.Throws<SqliteException>(() => file.Execute("DELETE FROM restarts"));
    }
}
