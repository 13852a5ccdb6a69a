using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

public sealed class RetentionTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Theory]
    [InlineData(0.5, 360)] // each check
    [InlineData(3, 60)] // one a minute
    [InlineData(30, 1)] // one an hour
    [InlineData(91, 0)]
    public void Apply_AnHourOfSamplesThatOld_LeavesSoMany(double daysAgo, int left)
    {
        using var file = HistoryFile.Open(_history.Path);
        var begin = _history.Now.AddDays(-daysAgo);
        Fill(file, begin);
        Retention.Apply(file, _history.Now, Retention.MaxFileBytes);
        using var beside = new ArchivedHistory(_history.Path);
        var points = beside.Lag(NodeName, begin.AddHours(-1), begin.AddHours(2), TimeSpan.FromSeconds(10));
        Assert.Equal(left, points.Count);
        Assert.True(left == 0 || points.Max(point => point.Lag) == 777);
        Assert.All(points, point => Assert.Equal(point.Lag == 777 ? 7u : 1u, point.Best));
    }

    [Fact]
    public void Apply_HourAfterHourForTwoWeeks_KeepsTheGreatestLag()
    {
        using var file = HistoryFile.Open(_history.Path);
        var begin = _history.Now;
        Fill(file, begin);
        for (var hour = 1; hour < 14 * 24; hour++)
        {
            Retention.Apply(file, begin.AddHours(hour), Retention.MaxFileBytes);
        }

        using var beside = new ArchivedHistory(_history.Path);
        var point = Assert.Single(beside.Lag(NodeName, begin, begin.AddHours(1), TimeSpan.FromSeconds(1)));
        Assert.Equal((777u, 7u), (point.Lag, point.Best));
    }

    [Fact]
    public void Apply_OldRows_GoAfterNinetyDays()
    {
        _history.Restart(150, null);
        _history.Store.SaveRequest(NodeName, new OperatorAction(OperatorActionKind.Pause, _history.Now, "me", TimeSpan.FromHours(1)));
        _history.Time.Advance(TimeSpan.FromDays(91));
        var id = _history.Restart(151, null);
        Assert.Equal(id, Assert.Single(_history.Store.Actions(null, default, 10)).Id);
        Assert.Single(_history.Store.Decisions(null, default, 10));
        Assert.Empty(_history.Store.Requests(null, 10));
    }

    [Fact]
    public void Apply_OldLives_GoWithOrWithoutTheirEndButTheLast()
    {
        var ended = new NodeLife("c1", _history.Now);
        var unended = new NodeLife("c1", _history.Now.AddHours(1));
        var lasting = new NodeLife("c1", _history.Now.AddHours(2));
        foreach (var life in new[] { ended, unended, lasting })
        {
            _history.Store.SaveLife(NodeName, life, life.StartedAt);
        }

        _history.Store.EndLife(NodeName, ended, new LifeEnd(ended.StartedAt.AddMinutes(1), 0, false, false));
        _history.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(lasting.StartedAt, Assert.Single(_history.Store.Lives(null, default, _history.Now, 10)).Life.StartedAt);
    }

    [Fact]
    public void Apply_FileTooLarge_LosesSamplesBeforeDecisionsAndShrinks()
    {
        const long Limit = 512 * 1024;
        for (var i = 0; i < 4000; i++)
        {
            _history.Decide(150);
        }

        var kept = _history.Restart(150, null);
        _history.Close();
        using (var file = HistoryFile.Open(_history.Path))
        {
            Fill(file, _history.Now.AddHours(-2));
            Assert.True(Retention.Size(file) > 2 * Limit);
            Retention.Apply(file, _history.Now, Limit);
            Assert.InRange(Retention.Size(file), Limit / 4, Limit);
        }

        Assert.InRange(new FileInfo(_history.Path).Length, Limit / 4, Limit);
        Assert.Equal(kept, Assert.Single(_history.Store.Actions(null, default, 10)).Id);
        Assert.Empty(_history.Store.Lag(NodeName, _history.Now.AddDays(-1), _history.Now, TimeSpan.FromMinutes(1)));
        var left = _history.Store.Decisions(null, default, 10_000);
        Assert.InRange(left.Count, 100, 3900);
        Assert.Equal("150", $"{left[0].Decision.Lag}");
    }

    /// <summary>An hour of samples, one each ten seconds, one of them far behind.</summary>
    private static void Fill(Microsoft.Data.Sqlite.SqliteConnection file, DateTimeOffset begin)
    {
        using var transaction = file.BeginTransaction();
        for (var i = 0; i < 360; i++)
        {
            file.Execute(
                "INSERT INTO samples (node, at, grade, lag, best, head) VALUES ($node, $at, 0, $lag, $best, 1000)",
                ("$node", NodeName), ("$at", begin.AddSeconds(10 * i).ToStored()), ("$lag", i == 100 ? 777 : 3), ("$best", i == 100 ? 7 : 1));
        }

        transaction.Commit();
    }
}
