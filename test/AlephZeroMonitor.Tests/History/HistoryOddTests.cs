using System.Diagnostics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

/// <summary>Files with sound pages whose contents make no sense.</summary>
public sealed class HistoryOddTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Theory]
    [InlineData("UPDATE actions SET life_started_at = 'yesterday' WHERE id = 1")]
    [InlineData("UPDATE actions SET at = 9223372036854775807 WHERE id = 1")]
    [InlineData("UPDATE actions SET at = -9223372036854775808 WHERE id = 1")]
    [InlineData("UPDATE actions SET remedy = 'Prayer' WHERE id = 1")]
    public void OpenActions_OddRow_IsLeftOutAndTheRestIsThere(string damage)
    {
        _history.Begin();
        var second = _history.Begin();
        Change(damage);
        Assert.Equal(second, Assert.Single(_history.Store.OpenActions(NodeName)).Id);
        _history.Store.EndAction(NodeName, second, new ActionOutcome(ActionResult.Restarted, default), _history.Now, memory => memory);
        Assert.Empty(_history.Store.OpenActions(NodeName));
        Assert.True(_history.Store.IsInFile);
    }

    [Theory]
    [InlineData("UPDATE actions SET outcome = 'no JSON' WHERE id = 1")]
    [InlineData("UPDATE actions SET outcome = 'null' WHERE id = 1")]
    [InlineData("UPDATE actions SET outcome = '{\"result\":\"Vanished\"}' WHERE id = 1")]
    [InlineData("UPDATE actions SET ended_at = 9223372036854775807 WHERE id = 1")]
    [InlineData("UPDATE actions SET effect = 'Miracle' WHERE id = 1")]
    [InlineData("UPDATE actions SET effect_after_ms = 9223372036854775807 WHERE id = 1")]
    [InlineData("UPDATE decisions SET decision = '{\"lag\":-7,\"reason\":\"FarBehind\"}' WHERE id = 1")]
    [InlineData("UPDATE decisions SET decision = '{\"lag\":7,\"reason\":\"Boredom\"}' WHERE id = 1")]
    public void Actions_OddRow_IsLeftOutAndTheRestIsThere(string damage)
    {
        _history.Restart(150, RestartEffect.Recovered);
        var second = _history.Restart(160, RestartEffect.Recovered);
        Change(damage);
        Assert.Equal(second, Assert.Single(_history.Store.Actions(null, DateTimeOffset.MinValue, 10)).Id);
        Assert.NotEmpty(_history.Store.Shares(null, default));
        using var beside = new ArchivedHistory(_history.Path);
        Assert.Equal(second, Assert.Single(beside.Actions(null, DateTimeOffset.MinValue, 10)).Id);
        Assert.Equal((1, null), (beside.LeftOut, beside.Problem));
    }

    [Theory]
    [InlineData("decision = 'no JSON'")]
    [InlineData("decision = '[]'")]
    [InlineData("decision = '7'")]
    [InlineData("decision = '{\"lag\":\"much\"}'")]
    [InlineData("decision = '{\"reason\":\"FarBehind\",\"reason\":\"InStep\"}'")]
    [InlineData("decision = json_set(decision, '$.at', 'yesterday')")]
    [InlineData("decision = ''")]
    public void Decisions_OddRow_IsLeftOutAndTheRestIsThere(string damage)
    {
        var first = _history.Decide(150).Id;
        var second = _history.Decide(160).Id;
        Change($"UPDATE decisions SET {damage} WHERE id = {first}");
        Assert.Equal(second, Assert.Single(_history.Store.Decisions(null, DateTimeOffset.MinValue, 10)).Id);
        Assert.Null(_history.Store.Decision(first));
        Assert.Equal(second, _history.Store.LastDecision(NodeName)!.Value.Id);
        Assert.Equal((1, 1, second), (_history.Store.Records(null, DateTimeOffset.MinValue, 0, 10) is var batch ? batch.Records.Length : 0, batch.NotUnderstood, batch.LastId));
    }

    [Theory]
    [InlineData("lives", "UPDATE lives SET started_at = 'a while ago'")]
    [InlineData("lives", "UPDATE lives SET ended_at = 9223372036854775807")]
    [InlineData("lives", "UPDATE lives SET exit_code = 9223372036854775807")]
    [InlineData("requests", "UPDATE requests SET kind = 'Beg'")]
    [InlineData("requests", "UPDATE requests SET kind = NULL")]
    [InlineData("requests", "UPDATE requests SET at = 9223372036854775807")]
    [InlineData("samples", "UPDATE samples SET lag = -1")]
    [InlineData("samples", "UPDATE samples SET best = 9223372036854775807")]
    [InlineData("memories", "UPDATE memories SET memory = 'no JSON'")]
    [InlineData("memories", "UPDATE memories SET memory = '{\"savedAt\":{\"at\":7}}'")]
    public void Queries_OddRowInAnyTable_AnswerWithoutIt(string table, string damage)
    {
        _history.Store.EndLife(NodeName, Life, new LifeEnd(_history.Now, 0, false, true));
        _history.Store.SaveRequest(NodeName, new OperatorAction(OperatorActionKind.Resume, _history.Now, "me"));
        _history.Store.AddSample(NodeName, _history.Now, 1, 2, 3);
        _history.Store.Remember(NodeName, memory => memory with { DryRunBy = "me" });
        Change(damage);
        Assert.Equal(table == "lives" ? 0 : 1, _history.Store.Lives(null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 10).Count);
        Assert.Equal(table == "requests" ? 0 : 1, _history.Store.Requests(null, 10).Count);
        Assert.Equal(table == "samples" ? 0 : 1, _history.Store.Lag(NodeName, _history.Now, _history.Now.AddMinutes(1), TimeSpan.FromSeconds(1)).Count);
        Assert.Equal(table == "memories" ? null : "me", _history.Store.Load(NodeName)?.DryRunBy);
        _history.Store.Remember(NodeName, memory => memory with { DryRunBy = "you" });
        Assert.Equal("you", _history.Store.Load(NodeName)!.DryRunBy);
        Assert.True(_history.Store.IsInFile);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("{\"dryRunBy\":7}")]
    public void Load_MemoryThatCannotBeRead_IsAPauseOfAnHourAndALine(string memory)
    {
        _history.Store.Remember(NodeName, before => before with { DryRunBy = "me" });
        Change($"UPDATE memories SET memory = '{memory}'");
        Assert.Equal(_history.Now.AddHours(1), _history.Store.Load(NodeName)!.Pause!.Until);
        Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Warning);
        _history.Store.Remember(NodeName, before => before with { Pause = null });
        Assert.Null(_history.Store.Load(NodeName)!.Pause);
    }

    [Fact]
    public void Queries_ManyOddRows_AreReportedOnce()
    {
        _history.Decide(150);
        _history.Decide(150);
        Change("UPDATE decisions SET decision = 'none'");
        for (var i = 0; i < 3; i++)
        {
            Assert.Empty(_history.Store.Decisions(null, default, 10));
            Assert.Null(_history.Store.LastDecision(NodeName));
        }

        var line = Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Warning);
        Assert.StartsWith("2 rows of the history in ", line.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRAGMA user_version = -5")]
    [InlineData("PRAGMA user_version = 0")]
    [InlineData("PRAGMA user_version = 3")]
    [InlineData("DROP TABLE actions")]
    [InlineData("ALTER TABLE actions DROP COLUMN log_tail")]
    [InlineData("DROP TABLE samples; CREATE TABLE samples (node TEXT, lag TEXT)")]
    [InlineData("DROP TABLE decisions; CREATE VIEW decisions AS WITH RECURSIVE c (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM c) SELECT id FROM c")]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON lives BEGIN DELETE FROM actions; END")]
    public void Store_FileThatIsNoHistory_IsPutAsideAndTheWatchGoesOn(string damage)
    {
        _history.Restart(150, RestartEffect.Recovered);
        Change(damage);
        var id = _history.Restart(160, null);
        Assert.True(_history.Store.IsInFile);
        Assert.Equal(id, Assert.Single(_history.Store.Actions(null, default, 10)).Id);
        Assert.Contains("is damaged", Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Error).Text);
        Assert.Single(Directory.GetFiles(_history.Directory, "*.damaged-*"), path => path.EndsWith('Z'));
    }

    [Theory]
    [InlineData("PRAGMA user_version = -5")]
    [InlineData("PRAGMA user_version = 0")]
    [InlineData("DROP TABLE decisions; CREATE VIEW decisions AS WITH RECURSIVE c (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM c) SELECT id FROM c")]
    public void Archive_FileThatIsNoHistory_SaysWhyAndAnswersNothing(string damage)
    {
        _history.Restart(150, RestartEffect.Recovered);
        Change(damage);
        using var beside = new ArchivedHistory(_history.Path);
        Assert.True(beside.Exists);
        Assert.NotNull(beside.Problem);
        Assert.False(beside.IsInFile);
        Assert.Empty(beside.Decisions(null, default, 10));
        Assert.Empty(beside.Actions(null, default, 10));
    }

    [Fact]
    public void Archive_NoFile_DoesNotExistAndIsNotMade()
    {
        using var beside = new ArchivedHistory(_history.Path);
        Assert.Equal((false, null, _history.Path), (beside.Exists, beside.Problem, beside.Path));
        Assert.Empty(Directory.GetFiles(_history.Directory));
    }

    [Theory]
    [InlineData("history.db")]
    [InlineData("history.db-wal")]
    [InlineData("history.db-journal")]
    public void Store_PipeInItsPlace_GoesOnInMemoryAndLeavesItAlone(string name)
    {
        var pipe = Path.Combine(_history.Directory, name);
        Run("mkfifo", pipe);
        _history.Restart(150, null);
        Assert.False(_history.Store.IsInFile);
        Assert.Single(_history.Store.Actions(null, default, 10));
        Assert.Contains("is not a regular file", Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Error).Text);
        using var beside = new ArchivedHistory(_history.Path);
        Assert.Equal(name == "history.db" ? $"{pipe} is not a regular file" : null, beside.Problem);
        _history.Close();
        File.Delete(pipe);
        Assert.True(_history.Store.IsInFile);
    }

    [Fact]
    public void Store_LinkToADeviceInItsPlace_GoesOnInMemory()
    {
        File.CreateSymbolicLink(_history.Path, "/dev/zero");
        Assert.False(_history.Store.IsInFile);
        Assert.Contains("is not a regular file", Assert.Single(_history.Log.Lines).Text);
    }

    [Fact]
    public void Store_NewFile_IsForItsOwnerAlone()
    {
        _history.Restart(150, null);
        Assert.All(Directory.GetFiles(_history.Directory, "history.db*"), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
        Assert.True(File.Exists(_history.Path + "-wal"));
    }

    [Fact]
    public void Store_FileOfAnEarlierRunThatOthersMayRead_IsForItsOwnerAlone()
    {
        _history.Restart(150, null);
        using (_history.OpenRaw())
        {
            // The companions stay while it is open.
            using var other = _history.OpenRaw();
            other.Execute("PRAGMA user_version = 5");
            _history.Close();
            foreach (var file in Directory.GetFiles(_history.Directory, "history.db*"))
            {
                File.SetUnixFileMode(file, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            _history.Restart(150, null);
        }

        Assert.All(Directory.GetFiles(_history.Directory, "history.db*"), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    private static void Run(string program, string argument)
    {
        using var process = Process.Start(program, argument);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Change(string sql)
    {
        _history.Close();
        using var file = _history.OpenRaw();
        file.Execute(sql);
    }
}
