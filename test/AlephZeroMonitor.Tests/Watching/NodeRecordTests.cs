using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.Watching;

/// <summary>With a real history.</summary>
public sealed class NodeRecordTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Save_Restart_IsRememberedByAnotherRunThatBeginsBeforeItsEnd()
    {
        var seen = _history.Behind(150);
        var (state, decision) = Watchdog.Decide(NodeState.Initial, seen, new Policy());
        Record(_history.Store).Save(NodeState.Initial, state, Report(seen, decision), "tail");

        // What another run would find, were this one killed here.
        using var other = new HistoryStore(
            new Settings { ContainerNames = [NodeName], DataDirectory = _history.Directory }, _history.Time, _history.Log);
        var remembered = Record(other).Restore();
        Assert.Equal((1, seen.Life, Remedy.Restart), (remembered.Restarts.Count, remembered.LastAction?.Life, remembered.LastAction?.Remedy));
    }

    [Fact]
    public void Save_FirstCheckOfAnotherRun_IsADecisionOnlyWhenItChangedSomething()
    {
        var first = Run(3);
        Assert.Equal(first, Run(5));
        Assert.NotEqual(first, Run(30));
        Assert.Equal([Reason.Tolerated, Reason.InStep], _history.Store.Decisions(NodeName, default, 10).Select(saved => saved.Decision.Reason));

        long? Run(uint lag)
        {
            var record = Record(_history.Store);
            record.Restore();
            var seen = _history.Behind(lag);
            var decision = Watchdog.Decide(NodeState.Initial, seen, new Policy()).Decision;
            return record.Save(NodeState.Initial, NodeState.Initial, Report(seen, decision), "");
        }
    }

    [Fact]
    public void Settle_RestartWhoseEndNobodySaw_LetsTheCoolDownCountFromTheNewLife()
    {
        var seen = _history.Behind(150) with { Elapsed = _history.Time.GetElapsedTime(0) };
        var (state, decision) = Watchdog.Decide(NodeState.Initial, seen, new Policy());
        Record(_history.Store).Save(NodeState.Initial, state, Report(seen, decision), "tail");
        _history.Time.Advance(TimeSpan.FromSeconds(350));
        var next = Record(_history.Store);
        var restored = next.Restore();
        var later = _history.Behind(150) with
        {
            Elapsed = _history.Time.GetElapsedTime(0),
            Life = new NodeLife("c", _history.Now.AddSeconds(-250)),
        };
        var outcome = next.CloseOpenActions(later, TimeSpan.FromSeconds(120));
        Assert.Equal((ActionResult.Restarted, ActionCause.MonitorEnded), (outcome!.Result, outcome.Cause));
        decision = Watchdog.Decide(restored, later with { Outcome = outcome }, new Policy()).Decision;
        Assert.Equal((Hold.CoolingDown, 50), (decision.Hold, decision.HoldFor!.Value.TotalSeconds));
        Assert.Null(next.CloseOpenActions(later, TimeSpan.FromSeconds(120)));
    }

    [Fact]
    public void Save_RestartThatFailedWhileTheMonitorWasDown_IsTold()
    {
        var seen = _history.Behind(150) with { Elapsed = _history.Time.GetElapsedTime(0) };
        var (state, decision) = Watchdog.Decide(NodeState.Initial, seen, new Policy());
        Record(_history.Store).Save(NodeState.Initial, state, Report(seen, decision), "tail");
        _history.Time.Advance(TimeSpan.FromMinutes(10));
        var next = Record(_history.Store);
        var restored = next.Restore();
        var later = _history.Behind(150) with { Elapsed = _history.Time.GetElapsedTime(0), Life = seen.Life };
        later = later with { Outcome = next.CloseOpenActions(later, TimeSpan.FromSeconds(120)) };
        (state, decision) = Watchdog.Decide(restored, later, new Policy());
        next.Save(restored, state, Report(later, decision), "");
        var notice = Assert.Single(new Outbox(_history.Store).Notices(10)).Notice;
        Assert.Equal((NoticeKind.RestartFailed, ActionCause.MonitorEnded), (notice.Kind, notice.Outcome!.Cause));
    }

    private NodeRecord Record(IHistory history) =>
        new(NodeName, new LoopContext(null!, history, null!, null!, _history.Time, BootId.Read()));

    private static NodeReport Report(Observation seen, Decision decision) => new()
    {
        Name = NodeName,
        Seen = seen,
        Decision = decision,
        Policy = new Policy(),
        DecisionId = null,
        Took = default,
        PublishedAt = default,
    };
}
