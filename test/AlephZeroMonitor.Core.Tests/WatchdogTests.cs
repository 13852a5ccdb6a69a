using System.Collections.Immutable;
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
    public void Decide_ClockSetForwardBeforeTheBannerWasSeen_HoldsForTheGraceFromWhenItWasSeen()
    {
        var facts = Idle with { NodeStartedAt = Time(10) };
        var life = new NodeLife("c", Now);
        var decisions = DecideAll(new Policy(), Behind(0), Set(20), Set(79), Set(80));
        Assert.Equal([Hold.None, Hold.Starting, Hold.Starting, Hold.None], decisions.Select(decision => decision.Hold));

        Observation Set(double second) => Behind(101, facts, second) with { At = Now.AddSeconds(second + 3600), Life = life };
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void Decide_ClockSetWhileCatchingUp_IsStillHeld(int by)
    {
        var set = Behind(500, Importing(0, 0, lag: 500), 60);
        set = set with { At = set.At.AddSeconds(by), Facts = set.Facts with { Trail = by < 0 ? set.Facts.Trail[^1..] : Importing(50, 60, 60, 500).Trail } };
        Assert.Equal([Hold.CatchingUp, Hold.CatchingUp], DecideAll(new Policy(), Behind(3500, Importing(50, 60, lag: 3500)), set).Select(decision => decision.Hold));
    }

    [Fact]
    public void Decide_ClockSetBackAndNodeStandsStill_IsNotHeld()
    {
        var facts = Importing(50, 60, lag: 3500);
        var decisions = DecideAll(new Policy(), Behind(3500, facts), Behind(3500, facts, 60) with { At = Now.AddSeconds(-9000) });
        Assert.Equal([Hold.CatchingUp, Hold.None], [decisions[0].Hold, decisions[1].Hold]);
    }

    [Fact]
    public void Decide_ClockSetAMinuteAgo_MeasuresByTheLogAgain()
    {
        var first = Behind(3500, Importing(50, 60, lag: 3500));
        var set = Behind(500, Importing(0, 0), 60) with { At = Now.AddSeconds(3660) };
        var standing = Behind(500, Importing(0, 60, 3720, 500), 120) with { At = Now.AddSeconds(3720) };
        Assert.Equal([Hold.CatchingUp, Hold.CatchingUp, Hold.None], DecideAll(new Policy(), first, set, standing).Select(decision => decision.Hold));
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
        Assert.Equal((Reason.Requested, true), (decision.Reason, decision.Restarts));
    }

    [Fact]
    public void Decide_RequestedWhileBlind_RestartsNothing() =>
        Assert.Equal(Reason.HeadUnknown, Decide(Behind(0) with { Head = Head.Unknown("down"), Request = new OperatorRequest("API") }).Reason);

    [Fact]
    public void Decide_RestartsThatDoNotHelp_BackOffAndEscalateOnce()
    {
        var (decisions, restarts) = Ill(24 * 60);
        Assert.Equal([0, 5, 15, 35, 75, 135, 195], restarts.Take(7));
        Assert.Equal(22, restarts.Count(minute => minute > 75)); // one an hour once the longest wait is reached
        Assert.Equal(20, Assert.Single(Enumerable.Range(0, decisions.Length), minute => decisions[minute].Escalates));
        Assert.Equal(Hold.BackingOff, decisions[10].Hold);
        Assert.Equal(Hold.CoolingDown, decisions[4].Hold);
    }

    [Fact]
    public void Decide_RestartsThatDoNotHelp_AreEachSaidToOnce()
    {
        var (decisions, restarts) = Ill(120);
        Assert.Equal(restarts.Length, decisions.Count(decision => decision.Effect == RestartEffect.NoChange));
        Assert.All(restarts.Zip(restarts.Skip(1)), pair => Assert.Single(decisions[(pair.First + 1)..(pair.Second + 1)], decision => decision.Effect == RestartEffect.NoChange));
    }

    [Fact]
    public void Decide_FurtherBehindAfterTheRestart_IsWorse()
    {
        var decisions = DecideAll(new Policy(), Behind(150, Idle), Behind(150, Idle, 1) with { Outcome = Done }, Behind(171, Idle, 301));
        Assert.Equal(RestartEffect.Worse, decisions[2].Effect);
    }

    [Fact]
    public void Decide_InStepForAMinute_HasRecoveredAndStartsTheCountAnew()
    {
        var life = new NodeLife("c", Now);
        var decisions = DecideAll(
            new Policy(),
            Behind(150, Idle), Behind(150, Idle, 1) with { Outcome = Done, Life = life }, Behind(20, Idle, 30) with { Life = life }, Behind(20, Idle, 89) with { Life = life },
            Behind(20, Idle, 90) with { Life = life }, Behind(20, Idle, 150) with { Life = life }, Behind(150, Idle, 200) with { Life = life }, Behind(150, Idle, 301) with { Life = life });
        Assert.Equal([0, 1, 1, 1, 1, 0, 0, 0], decisions.Select(decision => decision.RestartsInARow));
        Assert.Equal(RestartEffect.Recovered, decisions[4].Effect);
        Assert.Equal(TimeSpan.FromSeconds(89), decisions[4].SinceRestart);
        Assert.Equal([RestartEffect.Recovered], decisions.Select(decision => decision.Effect).Where(effect => effect != RestartEffect.Unknown));
        Assert.Equal(Hold.CoolingDown, decisions[6].Hold);
        Assert.True(decisions[7].Restarts);
    }

    [Fact]
    public void Decide_InStepButForBlindMoments_HasNotRecovered()
    {
        var decisions = DecideAll(
            new Policy(), Behind(150, Idle), Behind(20, Idle, 30) with { Outcome = Done }, Behind(20, Idle, 60) with { Head = Head.Unknown("down") }, Behind(20, Idle, 95));
        Assert.Equal(1, decisions[3].RestartsInARow);
        Assert.Equal(RestartEffect.Unknown, decisions[3].Effect);
    }

    [Fact]
    public void Decide_NewLifeThatShowsNoBlock_EscalatesToo()
    {
        var state = new NodeState { Restarts = new RestartStreak { Count = 3, LastAt = TimeSpan.FromSeconds(700) } };
        var decision = Watchdog.Decide(state, Behind(0) with { Facts = NodeFacts.None }, new Policy()).Decision;
        Assert.Equal((Reason.BestUnknown, true, RestartEffect.NoChange), (decision.Reason, decision.Escalates, decision.Effect));
    }

    [Fact]
    public void Decide_CatchingUpAfterThreeRestarts_IsNotEscalated()
    {
        var state = new NodeState { Restarts = new RestartStreak { Count = 3, LastAt = TimeSpan.FromSeconds(-9000) } };
        Assert.False(Watchdog.Decide(state, Behind(1000, Importing(50, 30)), new Policy()).Decision.Escalates);
    }

    [Fact]
    public void Decide_StandingBy_CountsTheOtherMonitorsRestarts()
    {
        var decisions = DecideAll(
            new Policy(),
            Behind(150, Idle) with { IsStandingBy = true }, Behind(150, Idle, 60) with { IsStandingBy = true, Life = new NodeLife("c", Now) }, Behind(150, Idle, 120) with { Life = new NodeLife("c", Now) });
        Assert.Equal([Hold.StandingBy, Hold.StandingBy, Hold.CoolingDown], decisions.Select(decision => decision.Hold));
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 600)]
    [InlineData(4, 2400)]
    [InlineData(5, 3600)]
    [InlineData(1_000_000, 3600)]
    public void Wait_AfterRestartsInARow_DoublesUpToTheMost(int count, int seconds) =>
        Assert.Equal(seconds, new RestartStreak { Count = count }.Wait(new Policy()).TotalSeconds);

    [Theory]
    [InlineData(31, 3600)]
    [InlineData(int.MaxValue, 3600)]
    [InlineData(31, 60)]
    public void Wait_LongCooldownAndMany_IsTheMost(int count, int most) => Assert.Equal(
        Math.Max(900, most), new RestartStreak { Count = count }.Wait(new Policy { RestartCooldown = TimeSpan.FromSeconds(900), RestartBackoffMax = TimeSpan.FromSeconds(most) }).TotalSeconds);

    [Fact]
    public void Wait_NoCooldown_IsNone() => Assert.Equal(0, new RestartStreak { Count = 5 }.Wait(new Policy { RestartCooldown = TimeSpan.Zero, RestartBackoffMax = TimeSpan.Zero }).TotalSeconds);

    [Fact]
    public void Wait_CooldownLongerThanTheMost_IsTheCooldown() =>
        Assert.Equal(7200, new RestartStreak { Count = 3 }.Wait(new Policy { RestartCooldown = TimeSpan.FromHours(2) }).TotalSeconds);

    [Theory]
    [InlineData("boot", 160, 5000)]
    [InlineData("another boot", 60, 160)]
    public void Carry_IntoAnotherRun_KeepsTheAgeOfTheLastRestart(string boot, double elapsed, double wallSeconds)
    {
        var saved = new ClockReading(Now, TimeSpan.FromSeconds(100), "boot");
        var now = new ClockReading(Now.AddSeconds(wallSeconds), TimeSpan.FromSeconds(elapsed), boot);
        var carried = new RestartStreak { Count = 2, LastAt = TimeSpan.FromSeconds(40), IsEscalated = true }.Carry(saved, now);
        Assert.Equal(boot == "boot" ? 120 : 220, (now.Elapsed - carried.LastAt)!.Value.TotalSeconds);
        Assert.Equal((2, true), (carried.Count, carried.IsEscalated));
    }

    [Fact]
    public void Carry_ClockSetBackOverABoot_NeverShortensTheWait()
    {
        var saved = new ClockReading(Now, TimeSpan.FromSeconds(100), "boot");
        var carried = new RestartStreak { Count = 1, LastAt = TimeSpan.FromSeconds(40) }.Carry(saved, new ClockReading(Now.AddYears(-5), TimeSpan.FromSeconds(10), "another boot"));
        Assert.Equal(-50, carried.LastAt!.Value.TotalSeconds);
    }

    private static RestartOutcome Done { get; } = new(RestartResult.Restarted, "", TimeSpan.FromSeconds(1));

    private static Observation Moving(uint lag, NodeFacts facts, double atSecond)
    {
        var seen = Behind(30, facts, atSecond);
        return seen with { Head = Head.At(BlockNow - 30 + lag) };
    }

    /// <summary>A node that stays 150 behind, whatever is done, looked at each minute; and the minutes of its restarts.</summary>
    private static (ImmutableArray<Decision> Decisions, int[] Restarts) Ill(int minutes)
    {
        var state = NodeState.Initial;
        var decisions = ImmutableArray.CreateBuilder<Decision>();
        for (var minute = 0; minute < minutes; minute++)
        {
            (state, var decision) = Watchdog.Decide(state, Behind(150, Idle, minute * 60), new Policy());
            decisions.Add(decision);
            state = decision.Restarts ? state with { Restarts = state.Restarts.End(RestartResult.Restarted, TimeSpan.FromSeconds(1000 + (minute * 60))) } : state;
        }

        return (decisions.ToImmutable(), [.. Enumerable.Range(0, minutes).Where(minute => decisions[minute].Restarts)]);
    }
}
