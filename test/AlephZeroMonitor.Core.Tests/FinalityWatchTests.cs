using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class FinalityWatchTests
{
    [Fact]
    public void Decide_FinalizedStandsWhileBestMoves_AlertsFrom120SecondsAfterTheMoveAndNeverRestarts()
    {
        var decisions = DecideAll(new Policy(), Enumerable.Range(0, 16).Select(i => Seen(i * 10, best: (uint)i, finalized: 5)));
        Assert.Equal(13, decisions.TakeWhile(decision => decision.Kinds() == "").Count()); // best first moved at the check after the first
        Assert.All(decisions.Skip(13), decision => Assert.Equal(nameof(AlertKind.FinalityStalled), decision.Kinds()));
        Assert.All(decisions, decision => Assert.Equal((Reason.InStep, false), (decision.Reason, decision.Acts)));
    }

    [Theory]
    [InlineData(4u, nameof(AlertKind.NetworkFinalityStalled))]
    [InlineData(5u, nameof(AlertKind.NetworkFinalityStalled))]
    [InlineData(6u, nameof(AlertKind.FinalityStalled))]
    public void Decide_NetworksFinalityIsKnown_TellsItApart(uint network, string alert) => Assert.Equal(
        alert,
        DecideAll(new Policy(), Enumerable.Range(0, 16).Select(i => Seen(i * 10, (uint)i, 5) with { Finality = new NetworkFinality(BlockNow - 10 + network, default, default) }))[^1].Kinds());

    [Fact]
    public void Decide_FinalizedMovesAgain_EndsTheAlert()
    {
        var decisions = DecideAll(new Policy(), [.. Enumerable.Range(0, 16).Select(i => Seen(i * 10, (uint)i, 5)), Seen(160, 16, 6)]);
        Assert.Equal((nameof(AlertKind.FinalityStalled), ""), (decisions[^2].Kinds(), decisions[^1].Kinds()));
    }

    [Fact]
    public void Decide_BestStandsStillAsWell_IsNoAlert() =>
        Assert.All(DecideAll(new Policy(), Enumerable.Range(0, 30).Select(i => Seen(i * 10, 7, 5))), decision => Assert.Equal("", decision.Kinds()));

    [Fact]
    public void Decide_NodeWakesUpAfterStandingStill_GetsItsTime() =>
        Assert.Equal("", DecideAll(new Policy(), Seen(0, 7, 5), Seen(10, 7, 5), Seen(1000, 8, 5), Seen(1010, 9, 5))[^1].Kinds());

    [Fact]
    public void Decide_NodeStandsStillAfterOneMove_IsNoAlert() => Assert.Equal("", DecideAll(new Policy(), Seen(0, 7, 5), Seen(10, 8, 5), Seen(200, 8, 5))[^1].Kinds());

    [Fact]
    public void Decide_ReportShowsFinalityMove_IsNoAlert() => Assert.All(
        DecideAll(new Policy(), Enumerable.Range(0, 30).Select(i => Seen(i * 10, (uint)i, 5) with { Report = new SelfReport { Finalized = BlockNow + (uint)i } })),
        decision => Assert.Equal("", decision.Kinds()));

    [Fact]
    public void Decide_AnotherLife_BeginsAnew() => Assert.Equal(
        "",
        DecideAll(new Policy(), Seen(0, 1, 5), Seen(10, 2, 5), Seen(200, 3, 5) with { Life = new NodeLife("d", Now) })[^1].Kinds());

    private static Observation Seen(double second, uint best, uint finalized) => Behind(0, Idle, second) with
    {
        Facts = Idle with { Best = BlockNow + best, BestAt = Time(second), Finalized = BlockNow - 10 + finalized },
    };
}
