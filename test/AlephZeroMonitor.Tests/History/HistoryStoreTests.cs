using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Watching;
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
        var saved = _history.Store.Decision(id)!;
        Assert.Equal(
            (NodeName, Reason.FarBehind, Hold.None, 150u, 1000u, 1150u, true),
            (saved.Node, saved.Decision.Reason, saved.Decision.Hold, saved.Decision.Lag, saved.Decision.Best, saved.Decision.Head, saved.Decision.Acts));
        Assert.Equal(decision, saved.Decision);
        Assert.Equal(150u, saved.Seen.Head.Number - 1000);
        Assert.Empty(saved.NotSaved);
        Assert.Empty(Replay.Differences(saved));
        Assert.Equal(new SavedDecision(id, NodeName, decision), Assert.Single(_history.Store.Decisions(null, default, 10)));
        Assert.Equal((id, decision), _history.Store.LastDecision(NodeName));
        Assert.Null(_history.Store.LastDecision("other"));
    }

    [Fact]
    public void Differences_MemberThatIsNullOrADefaultNow_IsNamed()
    {
        var seen = _history.Behind(150) with { Head = default };
        var decision = Watchdog.Decide(NodeState.Initial, seen, new Policy()).Decision;
        _history.Store.SaveDecision(NodeName, NodeState.Initial, seen, new Policy(), decision with { Lag = 7, IsHeadStale = true });
        _history.Store.SaveDecision(NodeName, NodeState.Initial, _history.Behind(150), new Policy(), _history.Decide(150).Decision with { Lag = null });
        Assert.Equal(
            ["isHeadStale: true -> false", "lag: 7 -> null", "lag: null -> 150"],
            _history.Store.Records(null, default, 0, 10).Records.SelectMany(record => Replay.Differences(record)).Select(each => $"{each.Member}: {each.Saved} -> {each.Now}"));
    }

    [Fact]
    public void Differences_MemberThatTheSavingVersionDidNotHave_IsNotCompared()
    {
        var (id, _) = _history.Decide(150);
        using (var file = _history.OpenRaw())
        {
            file.Execute("UPDATE decisions SET decision = json_remove(decision, '$.lag')");
        }

        var saved = _history.Store.Decision(id)!;
        Assert.Equal(["lag"], saved.NotSaved);
        Assert.Empty(Replay.Differences(saved));
    }

    [Fact]
    public void Records_InBatches_GoThroughAllOldestFirst()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => _history.Decide(150).Id).ToArray();
        using (var file = _history.OpenRaw())
        {
            file.Execute("UPDATE decisions SET policy = 'none' WHERE id IN (3, 4)");
        }

        var (found, notUnderstood) = (new List<long>(), 0);
        for (var batch = _history.Store.Records(NodeName, default, 0, 2); batch.LastId is { } last; batch = _history.Store.Records(NodeName, default, last, 2))
        {
            found.AddRange(batch.Records.Select(record => record.Id));
            notUnderstood += batch.NotUnderstood;
        }

        Assert.Equal([ids[0], ids[1], ids[4]], found);
        Assert.Equal(2, notUnderstood);
    }

    [Fact]
    public void BeginAction_OpenedAgain_IsAnOpenActionOfItsLife()
    {
        var id = _history.Begin(_history.Decide(150).Id, logTail: "tail");
        _history.Close();
        Assert.Equal(new OpenAction(id, Remedy.Restart, Life, _history.Now), Assert.Single(_history.Store.OpenActions(NodeName)));
        Assert.Equal("tail", Assert.Single(_history.Store.Actions(NodeName, default, 10)).LogTail);
        Assert.Equal(id, _history.Store.LastActionId(NodeName));
        Assert.Empty(_history.Store.OpenActions("other"));
        Assert.Null(_history.Store.LastActionId("other"));
    }

    [Fact]
    public void BeginAction_Start_IsSavedAsOne()
    {
        _history.Store.BeginAction(NodeName, new ActionIntent(Remedy.Start, null, Life, _history.Now, ""), memory => memory with { DryRunBy = "me" });
        Assert.Equal(Remedy.Start, Assert.Single(_history.Store.OpenActions(NodeName)).Remedy);
        Assert.Equal("me", _history.Store.Load(NodeName)!.DryRunBy);
    }

    [Fact]
    public void EndAction_OpenAction_IsNoLongerOpen()
    {
        var id = _history.Restart(150, RestartEffect.Recovered);
        Assert.Empty(_history.Store.OpenActions(NodeName));
        var restart = Assert.Single(_history.Store.Actions(null, default, 10));
        Assert.Equal((id, Reason.FarBehind, 150u), (restart.Id, restart.Reason, restart.Lag));
        Assert.Equal(new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)) { NewLifeStartedAt = Life.StartedAt.AddHours(1) }, restart.Outcome);
        Assert.Equal((_history.Now, RestartEffect.Recovered, TimeSpan.FromMinutes(4)), (restart.EndedAt, restart.Effect, restart.EffectAfter));
    }

    [Fact]
    public void EndAction_Memory_IsSavedWithIt()
    {
        var id = _history.Begin();
        _history.Store.EndAction(
            NodeName, id, new ActionOutcome(ActionResult.Failed, default) { Cause = ActionCause.Refused, Said = "no" }, _history.Now,
            memory => memory with { Restarts = RestartStreak.None.Begin(TimeSpan.FromHours(1), 7) });
        _history.Close();
        Assert.Equal(("no", 1), (_history.Store.Actions(NodeName, default, 1)[0].Outcome!.Said, _history.Store.Load(NodeName)!.Restarts.Count));
    }

    [Fact]
    public void BeginAction_LongLogTail_KeepsItsEnd()
    {
        _history.Begin(logTail: new string('x', 100_000) + "end");
        var tail = Assert.Single(_history.Store.Actions(NodeName, default, 10)).LogTail!;
        Assert.Equal((16 * 1024, true), (tail.Length, tail.EndsWith("end", StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_RememberedTwice_IsTheLatest()
    {
        Assert.Null(_history.Store.Load(NodeName));
        _history.Store.Remember(NodeName, _ => new NodeMemory { Restarts = RestartStreak.None.Begin(TimeSpan.Zero, 150) });
        var memory = new NodeMemory
        {
            SavedAt = new ClockReading(_history.Now, TimeSpan.FromHours(5), "boot"),
            Restarts = RestartStreak.None.Begin(TimeSpan.FromHours(4), 150).Begin(TimeSpan.FromHours(5), 160),
            LastAction = new LastAction(Remedy.Start, Life, _history.Now),
            Pause = new NodePause(_history.Now, "me", null),
            DryRunBy = "me",
        };
        _history.Store.Remember(NodeName, before => before.Restarts.Count == 1 ? memory : before);
        _history.Close();
        Assert.Equal(memory, _history.Store.Load(NodeName));
    }

    [Fact]
    public void Last_ClockWasSetBack_IsWhatWasSavedLast()
    {
        _history.Restart(150, effect: null);
        _history.Time.AdjustTime(_history.Now.AddHours(-1));
        var action = _history.Restart(160, effect: null);
        Assert.Equal(160u, _history.Store.LastDecision(NodeName)!.Value.Decision.Lag);
        Assert.Equal(action, _history.Store.LastActionId(NodeName));
    }

    [Fact]
    public void Lag_StepOfAMinute_HasTheGreatestLagOfEach()
    {
        for (uint second = 0; second < 180; second += 10)
        {
            _history.Store.AddSample(NodeName, _history.Now.AddSeconds(second), second == 70 ? 500 : second, 1, 2);
        }

        _history.Store.AddSample("other", _history.Now, 9999, 1, 2);
        var points = _history.Store.Lag(NodeName, _history.Now, _history.Now.AddMinutes(2), TimeSpan.FromMinutes(1));
        Assert.Equal([(_history.Now, 50u), (_history.Now.AddMinutes(1), 500u)], points.Select(point => (point.At, point.Lag!.Value)));
    }

    [Fact]
    public void EndLife_SeenLife_HasItsEnd()
    {
        _history.Store.SaveLife(NodeName, Life, _history.Now);
        _history.Store.SaveLife(NodeName, Life, _history.Now);
        Assert.Equal(new SavedLife(NodeName, Life, null), Assert.Single(_history.Store.Lives(NodeName, Life.StartedAt, _history.Now, 10)));
        var end = new LifeEnd(_history.Now, 137, true, false);
        _history.Store.EndLife(NodeName, Life, end);
        Assert.Equal(new SavedLife(NodeName, Life, end), Assert.Single(_history.Store.Lives(NodeName, Life.StartedAt, _history.Now, 10)));
    }

    [Fact]
    public void EndLife_ReportedOnceMoreWithoutDetails_KeepsThem()
    {
        var end = new LifeEnd(_history.Now, 1, false, false) { IsAskedFor = false, RestartPolicy = "no", Said = "said", LastWords = "Error: words" };
        _history.Store.EndLife(NodeName, Life, end);
        _history.Store.EndLife(NodeName, Life, new LifeEnd(_history.Now, null, false, false));
        Assert.Equal(end, Assert.Single(_history.Store.Lives(NodeName, Life.StartedAt, _history.Now, 10)).End);
    }

    [Fact]
    public void SaveRequest_Pause_IsListed()
    {
        var pause = new OperatorAction(OperatorActionKind.Pause, _history.Now, "me", TimeSpan.FromMinutes(30));
        _history.Store.SaveRequest(NodeName, pause);
        Assert.Equal(new SavedRequest(NodeName, pause), Assert.Single(_history.Store.Requests(NodeName, 10)));
    }

    [Fact]
    public void DecisionAt_Time_IsTheLatestBeforeIt()
    {
        var first = _history.Decide(150).Id;
        var between = _history.Now.AddMinutes(1);
        _history.Time.Advance(TimeSpan.FromMinutes(2));
        var second = _history.Decide(0).Id;
        Assert.Equal(first, _history.Store.DecisionAt(null, between)!.Id);
        Assert.Equal(second, _history.Store.DecisionAt(NodeName, _history.Now)!.Id);
        Assert.Null(_history.Store.DecisionAt("other", _history.Now));
    }

    [Fact]
    public async Task Store_ManyThreads_KeepsEveryIntent()
    {
        var store = _history.Store;
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => _history.Begin(node: $"n{i % 5}"))));
        Assert.Equal(50, ids.Distinct().Count());
        Assert.Equal(10, store.OpenActions("n3").Count);
    }
}
