using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.Watching;

public sealed class NodeRecordTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Write_Restart_IsRememberedAsSoonAsItsIntentIsOnDisk()
    {
        NodeState? remembered = null;

        // Raised as soon as the intent is on disk: what another run would find, were this one killed here.
        _history.Store.RestartChanged += (_, _) =>
        {
            using var other = new HistoryStore(new Settings { ContainerNames = [Node], DataDirectory = _history.Directory }, _history.Time, _history.Log);
            remembered = Record(other).Restore();
        };
        var seen = _history.Behind(150);
        var (state, decision) = Watchdog.Decide(NodeState.Initial, seen, new Policy());
        Record(_history.Store).Write(NodeState.Initial, state, seen, new Policy(), decision, TimeSpan.Zero, "tail");
        Assert.Equal(1, remembered?.Restarts.Count);
    }

    [Fact]
    public void Write_FirstCheckOfAnotherRun_IsADecisionOnlyWhenItChangedSomething()
    {
        var first = Run(3);
        Assert.Equal(first, Run(5));
        Assert.NotEqual(first, Run(30));
        Assert.Equal([nameof(Reason.Tolerated), nameof(Reason.InStep)], _history.Read(reader => reader.Decisions(Node, default, 10)).Select(decision => decision.Reason));

        long? Run(uint lag)
        {
            var record = Record(_history.Store);
            record.Restore();
            var seen = _history.Behind(lag);
            return record.Write(NodeState.Initial, NodeState.Initial, seen, new Policy(), Watchdog.Decide(NodeState.Initial, seen, new Policy()).Decision, TimeSpan.Zero, "");
        }
    }

    private NodeRecord Record(HistoryStore store) => new(Node, store, new Boot(), _history.Time);
}
