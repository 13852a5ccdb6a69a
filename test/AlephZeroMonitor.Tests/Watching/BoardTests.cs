using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Watching;

public class BoardTests
{
    private readonly Board _board = new(new FakeTimeProvider(Server.Now));

    [Fact]
    public void Publish_Check_IsTheNodesReport()
    {
        Publish(Server.Behind(0), 1);
        Publish(Server.Behind(1), 1);
        Assert.Equal((1u, 1L), (_board.Find("a")!.Decision.Lag, _board.Find("a")!.DecisionId));
        Assert.Single(_board.Nodes);
    }

    [Fact]
    public void Publish_RestartThatEnded_IsCountedByReasonAndResult()
    {
        Publish(Server.Behind(101), 1);
        _board.Publish("a", new RestartOutcome(RestartResult.Restarted, "started", TimeSpan.FromSeconds(3)));
        Assert.Equal(KeyValuePair.Create(("a", Reason.FarBehind, RestartResult.Restarted), 1L), Assert.Single(_board.RestartCounts));
    }

    private void Publish(Observation seen, long id) =>
        _board.Publish("a", seen, Watchdog.Decide(NodeState.Initial, seen, new Policy()).Decision, new Policy(), TimeSpan.Zero, id);
}
