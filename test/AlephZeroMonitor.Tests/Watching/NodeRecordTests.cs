using AlephZeroMonitor.Configuration;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
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

    private NodeRecord Record(HistoryStore store) => new(Node, store, new Boot(), _history.Time);
}
