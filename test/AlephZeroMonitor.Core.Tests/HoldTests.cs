using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>The holds, and the clocks that they are measured by.</summary>
public class HoldTests
{
    [Theory]
    [InlineData(-59, Hold.Starting)]
    [InlineData(-60, Hold.None)]
    public void Decide_SoonAfterTheBanner_IsHeldByStarting(double banner, Hold hold) =>
        Assert.Equal(hold, Decide(Behind(101, Idle with { NodeStartedAt = Time(banner) })).Hold);

    [Fact]
    public void Decide_NodeThatWasPaused_IsGivenTheGraceOfAStart()
    {
        var paused = Behind(0) with { RunState = RunState.Paused, Life = null, Facts = Core.Logs.NodeFacts.None };
        Observation At(Observation seen, double second) => seen with { At = Now.AddSeconds(second), Elapsed = TimeSpan.FromSeconds(1000 + second) };
        var decisions = DecideAll(
            new Policy(), Behind(0, Idle), At(paused, 10), At(paused with { RunState = RunState.Unreachable }, 100), Behind(150, Idle, 130), Behind(150, Idle, 189), Behind(150, Idle, 190));
        Assert.Equal([Hold.Starting, Hold.Starting, Hold.None], decisions[^3..].Select(decision => decision.Hold));
        Assert.Equal(TimeSpan.FromSeconds(60), decisions[3].HoldFor);
    }

    [Theory]
    [InlineData(241, 241, Hold.Starting)]
    [InlineData(1, 241, Hold.Starting)]
    [InlineData(240, 240, Hold.None)]
    public void Decide_GapInWhichNobodyLooked_GivesTheGraceOfAStart(double elapsed, double wall, Hold hold)
    {
        Observation At(double second, double at) => Behind(150, Idle, second) with { At = Now.AddSeconds(at), CheckInterval = TimeSpan.FromSeconds(60) };
        var decisions = DecideAll(new Policy(), At(0, 0) with { Pause = new Pause("test", null) }, At(elapsed, wall), At(elapsed + 59, wall + 59), At(elapsed + 60, wall + 60));
        Assert.Equal([hold, hold, Hold.None], decisions[1..].Select(decision => decision.Hold is Hold.Starting ? Hold.Starting : Hold.None));
    }

    [Fact]
    public void Decide_NodeThatCouldNotBeReachedForLong_IsGivenTheGraceWhateverLifeItIsIn()
    {
        Observation At(Observation seen, double second) => seen with { At = Now.AddSeconds(second), Elapsed = TimeSpan.FromSeconds(1000 + second), CheckInterval = TimeSpan.FromSeconds(60) };
        var away = Behind(0) with { RunState = RunState.Unreachable, Life = null, Facts = Core.Logs.NodeFacts.None };
        var back = Behind(150, Idle) with { Life = new NodeLife("c", Now.AddSeconds(200)) };
        var decisions = DecideAll(new Policy(), At(Behind(0, Idle), 0), At(away, 60), At(away, 180), At(back, 241), At(back, 300), At(back, 301));
        Assert.Equal([Hold.Starting, Hold.Starting, Hold.None], decisions[^3..].Select(decision => decision.Hold));
    }

    [Fact]
    public void Decide_ActionThatTookLong_IsNoGap()
    {
        var ended = Behind(150, Idle, 1000) with { CheckInterval = TimeSpan.FromSeconds(60), Outcome = new ActionOutcome(ActionResult.Abandoned, TimeSpan.FromSeconds(900)) };
        Assert.Equal(Hold.None, DecideAll(new Policy(), Behind(150, Idle), ended)[1].Hold);
    }

    [Theory]
    [InlineData(60, true, 60, Hold.Starting)]
    [InlineData(60, true, 101, Hold.None)]
    [InlineData(60, false, 60, Hold.None)]
    [InlineData(0, true, 60, Hold.None)]
    public void Decide_SessionThatHasJustBegun_HoldsIdleBehindOfAProducer(int grace, bool hasProduced, uint lag, Hold hold)
    {
        Observation At(double second) => Behind(lag, Idle with { ProducedInLastSession = hasProduced, SessionStartedAt = Time(0) }, second);
        var policy = new Policy { StartGrace = TimeSpan.FromSeconds(grace) };
        Assert.Equal(hold, Decide(At(7), policy).Hold);
        Assert.Equal(Hold.None, Decide(At(60), policy).Hold);
    }

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
        var done = new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(10));
        var decisions = DecideAll(
            new Policy(), Behind(101, Idle), Behind(101, Idle, 10) with { Outcome = done }, Behind(101, Idle, 309), Behind(101, Idle, 310));
        Assert.Equal([Hold.None, Hold.CoolingDown, Hold.CoolingDown, Hold.None], decisions.Select(decision => decision.Hold));
        Assert.Equal(TimeSpan.FromSeconds(1), decisions[2].HoldFor);
    }

    [Fact]
    public void Decide_RestartWithoutOutcomeYet_IsNotAskedForTwice() =>
        Assert.Equal([true, false], DecideAll(new Policy(), Behind(101, Idle), Behind(101, Idle, 60)).Select(decision => decision.Acts));

    [Fact]
    public void Decide_FailedRestart_IsTriedAgainAfterTheCoolDown()
    {
        var failed = new ActionOutcome(ActionResult.Failed, TimeSpan.FromSeconds(1));
        var decisions = DecideAll(
            new Policy(), Behind(101, Idle), Behind(101, Idle, 1) with { Outcome = failed }, Behind(101, Idle, 60), Behind(101, Idle, 301));
        Assert.Equal([true, false, false, true], decisions.Select(decision => decision.Acts));
    }

    [Fact]
    public void Decide_AbandonedRestart_StartsNoCoolDown()
    {
        var abandoned = new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OtherLife };
        Assert.True(DecideAll(new Policy(), Behind(101, Idle), Behind(101, Idle, 60) with { Outcome = abandoned })[1].Acts);
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
        Assert.Equal((Reason.FarBehind, Hold.DryRun, false), (decision.Reason, decision.Hold, decision.Acts));
    }
}
