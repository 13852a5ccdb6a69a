using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

/// <summary>What goes wrong with files: the history must go on.</summary>
public sealed class HistoryFaultTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Store_FolderThatCannotBeMade_GoesOnInMemoryAndSaysSoOnce()
    {
        using var history = new StoreFixture { Directory = "/proc/no/such/folder" };
        for (var i = 0; i < 3; i++)
        {
            history.Restart(150, RestartEffect.Recovered);
        }

        Assert.False(history.Store.IsInFile);
        Assert.Equal(3, history.Store.Actions(NodeName, default, 10).Count);
        var line = Assert.Single(history.Log.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.StartsWith("The history in /proc/no/such/folder/history.db can't be used: the file system there takes no new folders. The watch", line.Text, StringComparison.Ordinal);
        history.Close();
    }

    [Fact]
    public void Store_FileOfZeros_IsPutAsideAndReplaced() => PutsAside(length => new byte[length]);

    [Fact]
    public void Store_RandomBytesInTheMiddle_IsPutAsideAndReplaced() => PutsAside(length =>
    {
        var bytes = File.ReadAllBytes(_history.Path);
        new Random(1).NextBytes(bytes.AsSpan((int)length / 4, (int)length / 2));
        return bytes;
    });

    [Fact]
    public void Store_TruncatedFile_IsPutAsideAndReplaced() => PutsAside(length => File.ReadAllBytes(_history.Path)[..(int)(length / 2)]);

    [Fact]
    public void Store_FileOfANewerVersion_IsLeftAloneAndTheWatchGoesOnInMemory()
    {
        _history.Restart(150, null);
        _history.Close();
        using (var file = _history.OpenRaw())
        {
            file.Execute("PRAGMA user_version = 99");
        }

        Assert.False(_history.Store.IsInFile);
        Assert.Contains("newer version", Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Error).Text);
        Assert.NotEqual(0, _history.Decide(150).Id);
        Assert.Equal([_history.Path], Directory.GetFiles(_history.Directory, "history.db*").Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal)));
    }

    [Fact]
    public void Store_FileLockedByAnother_GoesOnInMemoryAndMovesToTheFileWithTheNextIntent()
    {
        var first = _history.Restart(150, null);
        using (var other = _history.OpenRaw())
        {
            other.Execute("BEGIN IMMEDIATE");
            _history.Store.AddSample(NodeName, _history.Now, 7, 1, 8);
            Assert.False(_history.Store.IsInFile);
            Assert.Equal(first, Assert.Single(_history.Store.Actions(NodeName, default, 10)).Id);
            other.Execute("ROLLBACK");
        }

        _history.Store.AddSample(NodeName, _history.Now.AddSeconds(1), 8, 1, 9);
        Assert.False(_history.Store.IsInFile);
        var second = _history.Restart(151, RestartEffect.NoChange);
        Assert.True(_history.Store.IsInFile);
        Assert.Contains("again", _history.Log.Lines[^1].Text);
        _history.Close();
        Assert.Equal([second, first], _history.Store.Actions(NodeName, default, 10).Select(restart => restart.Id));
        Assert.Equal([7u, 8u], Lags());
    }

    [Fact]
    public void Store_FileThatComesBack_IsTakenUpAfterTenMinutes()
    {
        File.WriteAllText(Path.Combine(_history.Directory, "blocked"), "");
        using var history = new StoreFixture { Directory = Path.Combine(_history.Directory, "blocked") };
        var id = history.Restart(150, null);
        File.Delete(history.Directory);
        history.Time.Advance(TimeSpan.FromMinutes(9));
        history.Store.AddSample(NodeName, history.Now, 1, 1, 2);
        Assert.False(history.Store.IsInFile);
        history.Time.Advance(TimeSpan.FromMinutes(1));
        history.Store.AddSample(NodeName, history.Now, 1, 1, 2);
        Assert.True(history.Store.IsInFile);
        Assert.Equal(id, Assert.Single(history.Store.Actions(NodeName, default, 10)).Id);
    }

    [Fact]
    public void Store_FileDamagedWhileItIsOpen_IsReplacedAndTakesTheIntent()
    {
        for (var i = 0; i < 200; i++)
        {
            _history.Decide(150);
        }

        // The file's pages, not the journal's: it is written back first, so that the damage is what is read.
        _history.Close();
        _history.Decide(150);
        using (var file = File.OpenWrite(_history.Path))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, (int)file.Length - 4096).ToArray());
        }

        using (var other = _history.OpenRaw())
        {
            // Another process's write makes the open connection drop what it has cached.
            other.Execute("PRAGMA application_id = 7");
        }

        var id = _history.Restart(150, null);
        Assert.True(_history.Store.IsInFile);
        Assert.Equal(id, Assert.Single(_history.Store.Actions(NodeName, default, 10)).Id);
        Assert.Single(Directory.GetFiles(_history.Directory, "history.db.damaged-*"), path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("history.db*")]
    [InlineData("history.db")]
    public void BeginAction_FileRemovedWhileItIsOpen_IsInANewFileWithWhatThereWas(string removed)
    {
        var first = _history.Restart(150, RestartEffect.Recovered);
        foreach (var file in Directory.GetFiles(_history.Directory, removed))
        {
            File.Delete(file);
        }

        var second = _history.Restart(150, null);
        Assert.Contains("was removed or replaced", Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Warning).Text);
        using var beside = new ArchivedHistory(_history.Path);
        Assert.Equal([second, first], beside.Actions(NodeName, default, 10).Select(restart => restart.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BeginAction_FileReplacedWhileItIsOpen_IsInTheOtherFileWithWhatBothHad(bool journalStays)
    {
        using var other = new StoreFixture();
        for (var i = 0; i < 200; i++)
        {
            other.Decide(150, node: "other");
        }

        other.Close();
        var first = _history.Restart(150, RestartEffect.Recovered);
        foreach (var file in journalStays ? [] : Directory.GetFiles(_history.Directory))
        {
            File.Delete(file);
        }

        File.Move(other.Path, _history.Path, overwrite: true);
        var second = _history.Restart(150, null);
        _history.Close();
        Assert.Equal([second, first], _history.Store.Actions(NodeName, default, 10).Select(restart => restart.Id));
        Assert.Equal(199, _history.Store.Decisions("other", default, 1000).Count); // the first one's id is taken by a decision of ours
        Assert.DoesNotContain(_history.Log.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public void BeginAction_FolderRemovedWhileTheFileIsOpen_IsInANewOne()
    {
        var first = _history.Restart(150, null);
        Directory.Delete(_history.Directory, recursive: true);
        var second = _history.Restart(150, null);
        _history.Close();
        Assert.Equal([second, first], _history.Store.Actions(NodeName, default, 10).Select(restart => restart.Id));
    }

    private IEnumerable<uint> Lags() =>
        _history.Store.Lag(NodeName, _history.Now, _history.Now.AddMinutes(1), TimeSpan.FromSeconds(1)).Select(point => point.Lag!.Value);

    private void PutsAside(Func<long, byte[]> damage)
    {
        for (var i = 0; i < 50; i++)
        {
            _history.Restart(150, RestartEffect.Recovered);
        }

        _history.Close();
        var damaged = damage(new FileInfo(_history.Path).Length);
        File.WriteAllBytes(_history.Path, damaged);
        var id = _history.Restart(150, null);
        Assert.True(_history.Store.IsInFile);
        Assert.Equal(id, Assert.Single(_history.Store.Actions(null, default, 100)).Id);
        Assert.Contains("is damaged", Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Error).Text);
        Assert.Equal(damaged, File.ReadAllBytes(Assert.Single(Directory.GetFiles(_history.Directory, "*.damaged-20250312T080000Z"))));
    }
}
