using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>The reasons, by rule.</summary>
public class WatchdogTests
{
    [Theory]
    [InlineData(101u, Reason.FarBehind)]
    [InlineData(100u, Reason.IdleBehind)]
    [InlineData(21u, Reason.IdleBehind)]
    [InlineData(20u, Reason.InStep)]
    [InlineData(0u, Reason.InStep)]
    public void Decide_IdleNode_IsJudgedByLagWithStrictInequalities(uint lag, Reason reason) => Assert.Equal(reason, Decide(Behind(lag, Idle)).Reason);

    [Theory]
    [InlineData(MajorSync.Left, Reason.IdleBehind)]
    [InlineData(MajorSync.In, Reason.Syncing)]
    [InlineData(MajorSync.NotSeen, Reason.Tolerated)]
    public void Decide_50Behind_DependsOnMajorSync(MajorSync sync, Reason reason) =>
        Assert.Equal(reason, Decide(Behind(50, Idle with { MajorSync = sync })).Reason);

    [Theory]
    [InlineData(MajorSync.Left)]
    [InlineData(MajorSync.In)]
    [InlineData(MajorSync.NotSeen)]
    public void Decide_FarBehind_AsksForActionWhateverTheNodeDoes(MajorSync sync) =>
        Assert.True(Decide(Behind(101, Produced(-5) with { MajorSync = sync })).Acts);

    [Fact]
    public void Decide_FarBehindWithoutSessionLine_AsksForAction() => Assert.True(Decide(Behind(101)).Acts);

    [Fact]
    public void Decide_50BehindAndProducing_IsLeftAlone() => Assert.Equal(Reason.Producing, Decide(Behind(50, Produced(-5))).Reason);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 0)]
    public void Decide_PreparedWithoutPreSealedOrNeither_IsNotProducing(int prepared, int preSealed) => Assert.Equal(
        Reason.IdleBehind,
        Decide(Behind(50, Idle with { PreparedInSession = prepared, PreSealedInSession = preSealed, ProducedAt = Time(-5) })).Reason);

    [Theory]
    [InlineData(-900, Reason.Producing)]
    [InlineData(-901, Reason.IdleBehind)]
    public void Decide_ProductionOlderThanASession_IsNotProduction(double at, Reason reason) => Assert.Equal(reason, Decide(Behind(50, Produced(at))).Reason);

    [Fact]
    public void Decide_ProductionInTheFuture_CountsForOneSessionFromWhenItWasSeen()
    {
        var facts = Produced(7200);
        var decisions = DecideAll(new Policy(), Behind(50, facts), Behind(50, facts, 900), Behind(50, facts, 901));
        Assert.Equal([Reason.Producing, Reason.Producing, Reason.IdleBehind], decisions.Select(decision => decision.Reason));
    }

    [Fact]
    public void Decide_ClockJumpsForward_ProductionJustSeenStillCounts()
    {
        var facts = Produced(-5);
        var jumped = Behind(50, facts, 60) with { At = Now.AddHours(5) };
        Assert.Equal(Reason.Producing, DecideAll(new Policy(), Behind(50, facts), jumped)[1].Reason);
    }

    [Fact]
    public void Decide_EndpointBehindTheNode_IsInStep()
    {
        var decision = Decide(Behind(0, Idle) with { Head = Head.At(BlockNow - 5000) });
        Assert.Equal((Reason.InStep, 0u), (decision.Reason, decision.Lag));
    }

    [Theory]
    [InlineData(RunState.Unreachable, Reason.Unreachable)]
    [InlineData(RunState.Missing, Reason.Missing)]
    [InlineData(RunState.Stopped, Reason.NotRunning)]
    [InlineData(RunState.Paused, Reason.NotRunning)]
    [InlineData(RunState.Restarting, Reason.NotRunning)]
    public void Decide_ContainerNotRunning_IsNeverRestarted(RunState container, Reason reason)
    {
        var decision = Decide(Behind(5000, Idle) with { RunState = container });
        Assert.Equal((reason, false), (decision.Reason, decision.Acts));
    }

    [Fact]
    public void Decide_NoBlockInThisLife_IsBestUnknown() => Assert.Equal(Reason.BestUnknown, Decide(Behind(0) with { Facts = Idle }).Reason);

    [Fact]
    public void Decide_LogThatCantBeRead_IsLogUnreadable() =>
        Assert.Equal(Reason.LogUnreadable, Decide(Behind(0) with { Facts = NodeFacts.None, LogProblem = new LogProblem(LogProblemKind.Driver) }).Reason);

    [Fact]
    public void Decide_NoAnswerFromTheNetwork_IsHeadUnknown() =>
        Assert.Equal(Reason.HeadUnknown, Decide(Behind(5000, Idle) with { Head = Head.Unknown() }).Reason);

    [Fact]
    public void Decide_ImplausibleHead_IsHeadUntrusted() =>
        Assert.Equal(Reason.HeadUntrusted, Decide(Behind(5000, Idle) with { Head = Head.Untrusted() }).Reason);

    [Fact]
    public void Decide_WholeNetworkStandsStill_RestartsNobody() => Assert.DoesNotContain(
        DecideAll(new Policy(), Enumerable.Range(0, 200).Select(i => Behind(3, Idle, i * 60))), decision => decision.Reason.AsksForAction());

    [Fact]
    public void Decide_CatchingUp_TellsWhenTheLagIsGone()
    {
        var decision = Decide(Behind(980, Importing(50, 60, lag: 980)));
        Assert.Equal((50.0, 49.0, 20.0), (decision.ImportRate, decision.CatchUpRate, decision.CatchUpIn!.Value.TotalSeconds));
    }

    [Fact]
    public void Decide_StandsStillForTheStallDurationWhileTheHeadMoves_IsStalled()
    {
        var policy = new Policy { StallDuration = TimeSpan.FromSeconds(300) };
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var decisions = DecideAll(policy, Moving(30, facts, 0), Moving(60, facts, 30), Moving(60, facts, 299), Moving(60, facts, 300));
        Assert.Equal([Reason.Tolerated, Reason.Tolerated, Reason.Tolerated, Reason.Stalled], decisions.Select(decision => decision.Reason));
    }

    [Fact]
    public void Decide_StandsStillInTheLog_CountsByTheLogsOwnTimes()
    {
        var facts = Importing(0, 50, lag: 30) with { MajorSync = MajorSync.NotSeen };
        var policy = new Policy { StallDuration = TimeSpan.FromSeconds(60) };
        Assert.Equal([Reason.Tolerated, Reason.Stalled], DecideAll(policy, Behind(30, facts), Moving(60, facts, 10)).Select(decision => decision.Reason));
    }

    [Fact]
    public void Decide_WholeNetworkStandsStill_IsNotStalled()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var policy = new Policy { StallDuration = TimeSpan.FromSeconds(300) };
        Assert.Equal(Reason.Tolerated, DecideAll(policy, Behind(30, facts), Behind(30, facts, 900))[1].Reason);
    }

    [Fact]
    public void Decide_NewLifeAtTheSameBlock_BeginsTheStandstillAnew()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var policy = new Policy { StallDuration = TimeSpan.FromSeconds(300) };
        var second = Moving(60, facts, 400) with { Life = new NodeLife("c", Now) };
        Assert.Equal(Reason.Tolerated, DecideAll(policy, Behind(30, facts), second)[1].Reason);
    }

    [Theory]
    [InlineData(1, Reason.FallingBehind)]
    [InlineData(0, Reason.Tolerated)]
    [InlineData(-1, Reason.Tolerated)]
    public void Decide_LagGrowingOverTheWholeWindow_IsFallingBehind(int blocksPerMinute, Reason reason)
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var seen = Enumerable.Range(0, 11).Select(i => Behind((uint)(50 + (i * blocksPerMinute)), facts, i * 60));
        Assert.Equal(reason, DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(600) }, seen)[^1].Reason);
    }

    [Fact]
    public void Decide_LagThatShrankOnceWithinTheWindow_IsNotFallingBehind()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        uint[] lags = [30, 35, 40, 45, 44, 50, 55, 60, 65, 70, 75];
        var decisions = DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(480) }, lags.Select((lag, i) => Behind(lag, facts, i * 60)));
        Assert.DoesNotContain(Reason.FallingBehind, decisions.Select(decision => decision.Reason));
    }

    [Fact]
    public void Decide_FallingBehindButProducing_IsLeftAlone()
    {
        var seen = Enumerable.Range(0, 11).Select(i => Behind((uint)(50 + i), Produced(i * 60), i * 60));
        Assert.All(DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(600) }, seen), decision => Assert.Equal(Reason.Producing, decision.Reason));
    }

    [Fact]
    public void Decide_RequestedOfAWellNode_Restarts()
    {
        var decision = Decide(Behind(0) with { Request = new OperatorRequest("API") });
        Assert.Equal((Reason.Requested, true), (decision.Reason, decision.Acts));
    }

    [Fact]
    public void Decide_RequestedWhileBlind_RestartsNothing() =>
        Assert.Equal(Reason.HeadUnknown, Decide(Behind(0) with { Head = Head.Unknown(), Request = new OperatorRequest("API") }).Reason);

    private static Observation Moving(uint lag, NodeFacts facts, double atSecond)
    {
        var seen = Behind(30, facts, atSecond);
        return seen with { Head = Head.At(BlockNow - 30 + lag) };
    }
}
