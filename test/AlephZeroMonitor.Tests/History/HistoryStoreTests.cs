using AlephZeroMonitor.Core;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

public sealed class HistoryStoreTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void SaveDecision_OpenedAgain_IsThereToBeDecidedAgain()
    {
        var (id, decision) = _history.Decide(150);
        _history.Close();
        var saved = _history.Read(history => history.Decision(id))!;
        Assert.Equal((Node, "FarBehind", "None", 150u, 1000u, 1150u, true), (saved.Node, saved.Reason, saved.Hold, saved.Lag, saved.Best, saved.Head, saved.Restarts));
        Assert.Equal(decision, RecordJson.Read(saved.Record!.Decision, decision, HistoryJson.Default.Decision));
        Assert.Equal(150u, RecordJson.Read(saved.Record.Observation, _history.Behind(0), HistoryJson.Default.Observation).Head.Number - 1000);
    }

    [Fact]
    public void BeginRestart_OpenedAgain_IsAnOpenIntentOfItsLife()
    {
        var id = _history.Store.BeginRestart(Node, _history.Decide(150).Id, Life, _history.Now, "tail", memory => memory);
        _history.Close();
        var intent = Assert.Single(_history.Store.OpenIntents(Node));
        Assert.Equal((id, Life.InstanceId, Life.StartedAt, _history.Now, "tail"), (intent.Id, intent.InstanceId, intent.LifeStartedAt, intent.At, intent.LogTail));
        Assert.Empty(_history.Store.OpenIntents("other"));
    }

    [Fact]
    public void EndRestart_Intent_IsNoLongerOpen()
    {
        var id = _history.Restart(150, RestartEffect.Recovered);
        Assert.Empty(_history.Store.OpenIntents(Node));
        var restart = Assert.Single(_history.Read(history => history.Restarts(null, default, 10)));
        Assert.Equal((id, "FarBehind", 150u, "Restarted", TimeSpan.FromSeconds(3), Life.StartedAt.AddHours(1)), (restart.Id, restart.Reason, restart.Lag, restart.Result, restart.Took, restart.NewStartedAt));
        Assert.Equal((RestartEffect.Recovered, TimeSpan.FromMinutes(4)), (restart.Effect, restart.EffectAfter));
    }

    [Fact]
    public void BeginRestart_LongLogTail_KeepsItsEnd()
    {
        _history.Store.BeginRestart(Node, null, Life, _history.Now, new string('x', 100_000) + "end", memory => memory);
        var tail = Assert.Single(_history.Store.OpenIntents(Node)).LogTail!;
        Assert.Equal((16 * 1024, true), (tail.Length, tail.EndsWith("end", StringComparison.Ordinal)));
    }

    [Fact]
    public void LoadState_SavedTwice_IsTheLatest()
    {
        Assert.Null(_history.Store.LoadState(Node));
        _history.Store.SaveState(Node, new NodeMemory { Restarts = RestartStreak.None.Begin(TimeSpan.Zero, 150) });
        var memory = new NodeMemory
        {
            SavedAt = new ClockReading(_history.Now, TimeSpan.FromHours(5), "boot"),
            Restarts = RestartStreak.None.Begin(TimeSpan.FromHours(4), 150).Begin(TimeSpan.FromHours(5), 160),
            Pause = new NodePause(_history.Now, "me", null),
            DryRunBy = "me",
        };
        _history.Store.SaveState(Node, memory);
        _history.Close();
        Assert.Equal(memory, _history.Store.LoadState(Node));
    }

    [Fact]
    public void Shares_RestartsByEffect_CountsThoseThatHelped()
    {
        _history.Restart(150, RestartEffect.Recovered);
        _history.Restart(150, RestartEffect.NoChange);
        _history.Restart(150, null);
        var abandoned = _history.Store.BeginRestart(Node, _history.Decide(150).Id, Life, _history.Now, null, memory => memory)!.Value;
        _history.Store.EndRestart(abandoned, new RestartOutcome(RestartResult.Abandoned, "stopped", default), null, _history.Now);
        Assert.Equal([new HelpShare(Node, "FarBehind", 1, 2, 3)], _history.Read(history => history.Shares(null, default)));
    }

    [Fact]
    public void Lag_StepOfAMinute_HasTheGreatestLagOfEach()
    {
        for (uint second = 0; second < 180; second += 10)
        {
            _history.Store.AddSample(Node, _history.Now.AddSeconds(second), second == 70 ? 500 : second, 1, 2);
        }

        _history.Store.AddSample("other", _history.Now, 9999, 1, 2);
        var points = _history.Read(history => history.Lag(Node, _history.Now, _history.Now.AddMinutes(2), TimeSpan.FromMinutes(1)));
        Assert.Equal([(_history.Now, 50u), (_history.Now.AddMinutes(1), 500u)], points.Select(point => (point.At, point.Lag!.Value)));
    }

    [Fact]
    public void EndLife_SeenLife_HasItsEnd()
    {
        _history.Store.SaveLife(Node, Life, _history.Now);
        _history.Store.SaveLife(Node, Life, _history.Now);
        _history.Store.EndLife(Node, Life, new LifeEnd(_history.Now, 137, true, "the kernel"));
        Assert.Equal(new PastLife(Node, "c1", Life.StartedAt, _history.Now, 137, true, "the kernel"), Assert.Single(_history.Read(history => history.Lives(Node, Life.StartedAt, _history.Now, 10))));
    }

    [Fact]
    public void SaveAction_AndEscalation_AreListed()
    {
        _history.Store.SaveAction(Node, _history.Now, "me", "pause");
        _history.Store.SaveEscalation(Node, _history.Now, "three restarts", memory => memory);
        Assert.Equal("pause", Assert.Single(_history.Read(history => history.Actions(Node, 10))).What);
        Assert.Equal("three restarts", Assert.Single(_history.Read(history => history.Escalations(Node, 10))).What);
    }

    [Fact]
    public void DecisionAt_Time_IsTheLatestBeforeIt()
    {
        var first = _history.Decide(150).Id;
        var between = _history.Now.AddMinutes(1);
        _history.Time.Advance(TimeSpan.FromMinutes(2));
        var second = _history.Decide(0).Id;
        Assert.Equal(first, _history.Read(history => history.DecisionAt(null, between))!.Id);
        Assert.Equal(second, _history.Read(history => history.DecisionAt(Node, _history.Now))!.Id);
        Assert.Null(_history.Read(history => history.DecisionAt("other", _history.Now)));
    }

    [Fact]
    public async Task Store_ManyThreads_KeepsEveryIntent()
    {
        var store = _history.Store;
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => store.BeginRestart($"n{i % 5}", null, Life, _history.Now, null, memory => memory))));
        Assert.Equal(50, ids.Distinct().Count());
        Assert.Equal(10, store.OpenIntents("n3").Count);
    }
}
