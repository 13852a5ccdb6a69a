using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Watching;

public class BoardTests
{
    private readonly Board _board = new(new FakeTimeProvider(Server.Now));

    [Fact]
    public void Publish_SameVerdict_SavesNoFurtherDecision()
    {
        Publish(Server.Behind(0));
        Publish(Server.Behind(1));
        Assert.Equal(0u, Assert.Single(_board.Decisions).Decision.Lag);
        Assert.Equal(1u, _board.Find("a")!.Decision.Lag);
        Assert.Equal(1, _board.Find("a")!.DecisionId);
    }

    [Fact]
    public void Publish_AnotherVerdict_SavesADecision()
    {
        Publish(Server.Behind(0));
        Publish(Server.Behind(21));
        Assert.Equal([Reason.InStep, Reason.Tolerated], _board.Decisions.Select(saved => saved.Decision.Reason));
        Assert.Equal(2, _board.Find("a")!.DecisionId);
    }

    [Fact]
    public void Publish_Restart_IsUnderWayUntilItsOutcome()
    {
        Publish(Server.Behind(101));
        Assert.Null(Assert.Single(_board.Restarts).Outcome);
        _board.Publish("a", new RestartOutcome(RestartResult.Restarted, "started", TimeSpan.FromSeconds(3)));
        Assert.Equal(RestartResult.Restarted, Assert.Single(_board.Restarts).Outcome!.Result);
    }

    [Fact]
    public void Publish_ManyDecisions_KeepsTheLatestFiveHundred()
    {
        for (var i = 0; i < 502; i++)
        {
            Publish(Server.Behind(i % 2 == 0 ? 0u : 21));
        }

        Assert.Equal(500, _board.Decisions.Count);
        Assert.Equal(3, _board.Decisions[0].Id);
    }

    [Fact]
    public void Lag_OfAMinute_IsTheGreatest()
    {
        foreach (var (second, lag) in new[] { (0, 5u), (30, 9u), (59, 7u), (60, 1u) })
        {
            Publish(Server.Behind(lag) with { At = Server.Now.AddSeconds(second) });
        }

        Assert.Equal([new LagSample(Server.Now, 9), new LagSample(Server.Now.AddMinutes(1), 1)], _board.Lag("a"));
    }

    [Fact]
    public void Lag_AfterMoreThanADay_IsOfTheLastDay()
    {
        for (var minute = 0; minute < 1500; minute++)
        {
            Publish(Server.Behind(1) with { At = Server.Now.AddMinutes(minute) });
        }

        Assert.Equal(1440, _board.Lag("a").Count);
        Assert.Equal(Server.Now.AddMinutes(1499), _board.Lag("a")[^1].At);
    }

    private void Publish(Observation seen) =>
        _board.Publish("a", seen, Watchdog.Decide(NodeState.Initial, seen, new Policy()).Decision, new Policy(), TimeSpan.Zero);
}
