using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

public sealed class SharesTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Shares_RestartsByEffect_CountsThoseThatHelped()
    {
        _history.Restart(150, RestartEffect.Recovered);
        _history.Restart(150, RestartEffect.NoChange);
        _history.Restart(150, null);
        var abandoned = _history.Begin(_history.Decide(150).Id);
        _history.Store.EndAction(NodeName, abandoned, new ActionOutcome(ActionResult.Abandoned, default) { Cause = ActionCause.OwnerStopped }, _history.Now, memory => memory);
        Assert.Equal([new HelpShare(NodeName, Reason.FarBehind, 1, 2, 3)], _history.Store.Shares(null, default));
        Assert.Equal([new HelpShare(NodeName, Reason.FarBehind, 1, 2, 3)], _history.Store.Shares(null, _history.Now));
    }

    [Fact]
    public void Shares_AfterEachChange_AreWhatTheHistorySays()
    {
        Assert.Empty(_history.Store.Shares(NodeName, default));
        var id = _history.Restart(150, null);
        Assert.Equal([new HelpShare(NodeName, Reason.FarBehind, 0, 0, 1)], _history.Store.Shares(NodeName, default));
        _history.Store.SaveEffect(id, RestartEffect.NoChange, default);
        Assert.Equal([new HelpShare(NodeName, Reason.FarBehind, 0, 1, 1)], _history.Store.Shares(NodeName, default));
        _history.Store.SaveEffect(id, RestartEffect.Recovered, default);
        Assert.Equal([new HelpShare(NodeName, Reason.FarBehind, 1, 1, 1)], _history.Store.Shares(NodeName, default));
        Assert.Empty(_history.Store.Shares("other", default));
    }

    [Fact]
    public void Shares_RestartsOfAnEarlierRun_CountUntilTheyAreTooOld()
    {
        _history.Restart(150, RestartEffect.Recovered);
        _history.Close();
        Assert.Single(_history.Store.Shares(NodeName, default));
        _history.Time.Advance(TimeSpan.FromDays(91));
        Assert.Empty(_history.Store.Shares(NodeName, default));
    }

    [Fact]
    public void Shares_NothingChanged_AreNotReadAgain()
    {
        _history.Restart(150, RestartEffect.Recovered);
        Assert.Single(_history.Store.Shares(NodeName, default));
        using (var other = _history.OpenRaw())
        {
            other.Execute("DELETE FROM actions");
        }

        Assert.Single(_history.Store.Shares(NodeName, default));
        _history.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_history.Store.Shares(NodeName, default));
    }
}
