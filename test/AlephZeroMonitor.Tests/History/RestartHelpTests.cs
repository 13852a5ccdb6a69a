using AlephZeroMonitor.Core;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

public sealed class RestartHelpTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Of_AfterEachChange_IsWhatTheHistorySays()
    {
        var help = new RestartHelp(_history.Store, _history.Time);
        Assert.Empty(help.Of(Node));
        var id = _history.Restart(150, null);
        Assert.Equal([new HelpShare(Node, "FarBehind", 0, 0, 1)], help.Of(Node));
        _history.Store.SaveEffect(id, RestartEffect.NoChange, default);
        Assert.Equal([new HelpShare(Node, "FarBehind", 0, 1, 1)], help.Of(Node));
        _history.Store.SaveEffect(id, RestartEffect.Recovered, default);
        Assert.Equal([new HelpShare(Node, "FarBehind", 1, 1, 1)], help.Of(Node));
        Assert.Empty(help.Of("other"));
    }

    [Fact]
    public void Of_RestartsOfAnEarlierRun_CountUntilTheyAreTooOld()
    {
        _history.Restart(150, RestartEffect.Recovered);
        _history.Close();
        var help = new RestartHelp(_history.Store, _history.Time);
        Assert.Single(help.Of(Node));
        _history.Time.Advance(TimeSpan.FromDays(91));
        Assert.Empty(help.Of(Node));
    }

    [Fact]
    public void Counts_RestartOfAnEarlierRun_CountsItsEffectButNotThatOfBefore()
    {
        var id = _history.Restart(150, RestartEffect.NoChange);
        _history.Close();
        var help = new RestartHelp(_history.Store, _history.Time);
        Assert.Empty(help.Counts);
        _history.Store.SaveEffect(id, RestartEffect.Recovered, default);
        var count = Assert.Single(help.Counts);
        Assert.Equal(((Node, "FarBehind", RestartEffect.Recovered), 1), (count.Key, count.Value));
    }
}
