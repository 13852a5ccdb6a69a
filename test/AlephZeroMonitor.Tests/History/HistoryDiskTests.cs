using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

/// <summary>A disk that is full, or that can't be written.</summary>
public sealed class HistoryDiskTests : IDisposable
{
    private readonly SmallDisk _disk = new();
    private readonly StoreFixture _history;

    public HistoryDiskTests() => _history = new StoreFixture { Directory = _disk.Folder };

    public void Dispose()
    {
        _history.Close();
        _disk.Dispose();
    }

    [Fact]
    public void Store_DiskFillsUp_GoesOnInMemoryWithWhatItHadAndBackWhenThereIsRoom()
    {
        var first = _history.Restart(150, RestartEffect.Recovered);
        _disk.Fill();
        long last = first;
        for (var i = 0; i < 200 && _history.Store.IsInFile; i++)
        {
            last = _history.Restart(150, RestartEffect.NoChange);
        }

        Assert.False(_history.Store.IsInFile);
        Assert.Contains("full", Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Error).Text);
        var restarts = _history.Store.Actions(NodeName, default, 1000);
        Assert.Equal((last, first), (restarts[0].Id, restarts[^1].Id));
        Assert.All(restarts, restart => Assert.NotNull(restart.Effect));

        _disk.Free();
        var back = _history.Restart(150, null);
        Assert.True(_history.Store.IsInFile);
        _history.Close();
        var ids = _history.Store.Actions(NodeName, default, 1000).Select(restart => restart.Id).ToArray();
        Assert.Equal([back, .. restarts.Select(restart => restart.Id)], ids);
    }

    [Fact]
    public void Store_ReadOnlyDisk_GoesOnInMemoryWithWhatItHadAndBackWhenItIsWritable()
    {
        var first = _history.Restart(150, RestartEffect.Recovered);
        _history.Close();
        _disk.MakeReadOnly();
        var second = _history.Restart(150, null);
        Assert.False(_history.Store.IsInFile);
        Assert.Single(_history.Log.Lines, line => line.Level == LogLevel.Error);
        Assert.Equal([second, first], _history.Store.Actions(NodeName, default, 10).Select(restart => restart.Id));
        _disk.MakeWritable();
        _history.Restart(150, null);
        Assert.True(_history.Store.IsInFile);
    }

    [Fact]
    public void Store_ReadOnlyDiskWithoutAFile_GoesOnInMemory()
    {
        _disk.MakeReadOnly();
        _history.Restart(150, null);
        Assert.False(_history.Store.IsInFile);
        Assert.Single(_history.Store.Actions(NodeName, default, 10));
    }
}
