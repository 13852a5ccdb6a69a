using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class FinalityWatchTests
{
    [Fact]
    public void Decide_FinalizedStandsWhileBestMoves_AlertsFrom120SecondsAfterTheMoveAndNeverRestarts()
    {
        var decisions = DecideAll(new Policy(), Enumerable.Range(0, 16).Select(i => Seen(i * 10, best: (uint)i, finalized: 5)));
        Assert.Equal(13, decisions.TakeWhile(decision => decision.Alerts == Alerts.None).Count()); // best first moved at the check after the first
        Assert.All(decisions.Skip(13), decision => Assert.Equal(Alerts.FinalityStalled, decision.Alerts));
        Assert.All(decisions, decision => Assert.Equal((Reason.InStep, false), (decision.Reason, decision.Acts)));
    }

    [Theory]
    [InlineData(4u, Alerts.NetworkFinalityStalled)]
    [InlineData(5u, Alerts.NetworkFinalityStalled)]
    [InlineData(6u, Alerts.FinalityStalled)]
    public void Decide_NetworksFinalityIsKnown_TellsItApart(uint network, Alerts alert) => Assert.Equal(
        alert,
        DecideAll(new Policy(), Enumerable.Range(0, 16).Select(i => Seen(i * 10, (uint)i, 5) with { Finality = new NetworkFinality(BlockNow - 10 + network, default, default) }))[^1].Alerts);

    [Fact]
    public void Decide_FinalizedMovesAgain_EndsTheAlert()
    {
        var decisions = DecideAll(new Policy(), [.. Enumerable.Range(0, 16).Select(i => Seen(i * 10, (uint)i, 5)), Seen(160, 16, 6)]);
        Assert.Equal((Alerts.FinalityStalled, Alerts.None), (decisions[^2].Alerts, decisions[^1].Alerts));
    }

    [Fact]
    public void Decide_BestStandsStillAsWell_IsNoAlert() =>
        Assert.All(DecideAll(new Policy(), Enumerable.Range(0, 30).Select(i => Seen(i * 10, 7, 5))), decision => Assert.Equal(Alerts.None, decision.Alerts));

    [Fact]
    public void Decide_NodeWakesUpAfterStandingStill_GetsItsTime() =>
        Assert.Equal(Alerts.None, DecideAll(new Policy(), Seen(0, 7, 5), Seen(10, 7, 5), Seen(1000, 8, 5), Seen(1010, 9, 5))[^1].Alerts);

    [Fact]
    public void Decide_NodeStandsStillAfterOneMove_IsNoAlert() => Assert.Equal(Alerts.None, DecideAll(new Policy(), Seen(0, 7, 5), Seen(10, 8, 5), Seen(200, 8, 5))[^1].Alerts);

    [Fact]
    public void Decide_ReportShowsFinalityMove_IsNoAlert() => Assert.All(
        DecideAll(new Policy(), Enumerable.Range(0, 30).Select(i => Seen(i * 10, (uint)i, 5) with { Report = new SelfReport { Finalized = BlockNow + (uint)i } })),
        decision => Assert.Equal(Alerts.None, decision.Alerts));

    [Fact]
    public void Decide_AnotherLife_BeginsAnew() => Assert.Equal(
        Alerts.None,
        DecideAll(new Policy(), Seen(0, 1, 5), Seen(10, 2, 5), Seen(200, 3, 5) with { Life = new NodeLife("d", Now) })[^1].Alerts);

    private static Observation Seen(double second, uint best, uint finalized) => Behind(0, Idle, second) with
    {
        Facts = Idle with { Best = BlockNow + best, BestAt = Time(second), Finalized = BlockNow - 10 + finalized },
    };
}
