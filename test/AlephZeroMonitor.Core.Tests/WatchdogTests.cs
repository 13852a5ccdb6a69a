using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

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
    public void Decide_FarBehind_AsksForRestartWhateverTheNodeDoes(MajorSync sync) =>
        Assert.True(Decide(Behind(101, Produced(-5) with { MajorSync = sync })).Restarts);

    [Fact]
    public void Decide_FarBehindWithoutSessionLine_AsksForRestart() => Assert.True(Decide(Behind(101)).Restarts);

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
    [InlineData(ContainerState.Unreachable, Reason.DockerUnreachable)]
    [InlineData(ContainerState.Missing, Reason.ContainerMissing)]
    [InlineData(ContainerState.Stopped, Reason.ContainerNotRunning)]
    [InlineData(ContainerState.Paused, Reason.ContainerNotRunning)]
    [InlineData(ContainerState.Restarting, Reason.ContainerNotRunning)]
    public void Decide_ContainerNotRunning_IsNeverRestarted(ContainerState container, Reason reason)
    {
        var decision = Decide(Behind(5000, Idle) with { Container = container });
        Assert.Equal((reason, false), (decision.Reason, decision.Restarts));
    }

    [Fact]
    public void Decide_NoBlockInThisLife_IsBestUnknown() => Assert.Equal(Reason.BestUnknown, Decide(Behind(0) with { Facts = Idle }).Reason);

    [Fact]
    public void Decide_LogThatCantBeRead_IsLogUnreadable() =>
        Assert.Equal(Reason.LogUnreadable, Decide(Behind(0) with { Facts = NodeFacts.None, LogProblem = "none" }).Reason);

    [Fact]
    public void Decide_NoAnswerFromTheNetwork_IsHeadUnknown() =>
        Assert.Equal(Reason.HeadUnknown, Decide(Behind(5000, Idle) with { Head = Head.Unknown("HTTP 500") }).Reason);

    [Fact]
    public void Decide_ImplausibleHead_IsHeadUntrusted() =>
        Assert.Equal(Reason.HeadUntrusted, Decide(Behind(5000, Idle) with { Head = Head.Untrusted("jumped") }).Reason);

    [Theory]
    [InlineData(-59, Hold.Starting)]
    [InlineData(-60, Hold.None)]
    public void Decide_SoonAfterTheBanner_IsHeldByStarting(double banner, Hold hold) =>
        Assert.Equal(hold, Decide(Behind(101, Idle with { NodeStartedAt = Time(banner) })).Hold);

    [Fact]
    public void Decide_BannerInTheFuture_HoldsForTheGraceFromWhenItWasSeen()
    {
        var facts = Idle with { NodeStartedAt = Time(7200) };
        Assert.Equal([Hold.Starting, Hold.Starting, Hold.None], DecideAll(new Policy(), Behind(101, facts), Behind(101, facts, 59), Behind(101, facts, 60)).Select(d => d.Hold));
    }

    [Fact]
    public void Decide_AfterARestart_CoolsDownFromItsEnd()
    {
        var done = new RestartOutcome(RestartResult.Restarted, "", TimeSpan.FromSeconds(10));
        var decisions = DecideAll(
            new Policy(), Behind(101, Idle), Behind(101, Idle, 10) with { Outcome = done }, Behind(101, Idle, 309), Behind(101, Idle, 310));
        Assert.Equal([Hold.None, Hold.CoolingDown, Hold.CoolingDown, Hold.None], decisions.Select(decision => decision.Hold));
        Assert.Equal(TimeSpan.FromSeconds(1), decisions[2].HoldFor);
    }

    [Fact]
    public void Decide_RestartWithoutOutcomeYet_IsNotAskedForTwice() =>
        Assert.Equal([true, false], DecideAll(new Policy(), Behind(101, Idle), Behind(101, Idle, 60)).Select(decision => decision.Restarts));

    [Fact]
    public void Decide_FailedRestart_IsTriedAgainAfterTheCoolDown()
    {
        var failed = new RestartOutcome(RestartResult.Failed, "no space left", TimeSpan.FromSeconds(1));
        var decisions = DecideAll(
            new Policy(), Behind(101, Idle), Behind(101, Idle, 1) with { Outcome = failed }, Behind(101, Idle, 60), Behind(101, Idle, 301));
        Assert.Equal([true, false, false, true], decisions.Select(decision => decision.Restarts));
    }

    [Fact]
    public void Decide_AbandonedRestart_StartsNoCoolDown()
    {
        var abandoned = new RestartOutcome(RestartResult.Abandoned, "started again meanwhile", TimeSpan.Zero);
        Assert.True(DecideAll(new Policy(), Behind(101, Idle), Behind(101, Idle, 60) with { Outcome = abandoned })[1].Restarts);
    }

    [Theory]
    [InlineData(50, Hold.CatchingUp)]
    [InlineData(2.1, Hold.CatchingUp)]
    [InlineData(1.5, Hold.None)]
    [InlineData(0, Hold.None)]
    public void Decide_LagShrinking_IsHeldByCatchingUp(double rate, Hold hold) => Assert.Equal(hold, Decide(Behind(1000, Importing(rate, 30))).Hold);

    [Fact]
    public void Decide_LagShrinking_IsNotHeldWhenTurnedOff() =>
        Assert.Equal(Hold.None, Decide(Behind(1000, Importing(50, 30)), new Policy { HoldWhileCatchingUp = false }).Hold);

    [Fact]
    public void Decide_ImportedFastAMinuteAgoAndStoodStillSince_IsNotHeld() => Assert.Equal(Hold.None, Decide(Behind(1000, Importing(50, 30, -61))).Hold);

    [Fact]
    public void Decide_HeadMeasuredToStandStill_TakesTheWholeImportRate()
    {
        var decisions = DecideAll(new Policy(), Behind(1000, Importing(1.5, 60)), Behind(1000, Importing(1.5, 60, 400), 400));
        Assert.Equal([Hold.None, Hold.CatchingUp], decisions.Select(decision => decision.Hold));
    }

    [Fact]
    public void Decide_DryRun_HoldsEveryRestart()
    {
        var decision = Decide(Behind(101, Idle), new Policy { DryRun = true });
        Assert.Equal((Reason.FarBehind, Hold.DryRun, false), (decision.Reason, decision.Hold, decision.Restarts));
    }

    [Fact]
    public void Decide_WholeNetworkStandsStill_RestartsNobody() => Assert.DoesNotContain(
        DecideAll(new Policy(), Enumerable.Range(0, 200).Select(i => Behind(3, Idle, i * 60))), decision => decision.Reason.AsksForRestart());

    [Fact]
    public void Decide_CatchingUp_TellsWhenTheLagIsGone()
    {
        var decision = Decide(Behind(980, Importing(50, 60, lag: 980)));
        Assert.Equal((50.0, 49.0, 20.0), (decision.ImportRate, decision.CatchUpRate, decision.CatchUpIn!.Value.TotalSeconds));
    }
}
