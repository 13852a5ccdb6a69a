using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>What <see cref="NodeState"/> keeps from one look to the next, and what it shows of that.</summary>
public class MemoryTests
{
    private static readonly NodeLife OtherLife = new("c", Now);

    [Fact]
    public void Decide_StandsStill_TellsSinceWhen() => Assert.Equal(40, DecideAll(new Policy(), Behind(5, Idle), Still(40))[1].StandsFor!.Value.TotalSeconds);

    [Fact]
    public void Decide_BestUnknownForAMoment_KeepsSinceWhenItStandsStill() =>
        Assert.Equal(40, DecideAll(new Policy(), Behind(5, Idle), Behind(5, Idle, 20) with { Facts = NodeFacts.None }, Still(40))[2].StandsFor!.Value.TotalSeconds);

    [Fact]
    public void Decide_NewLifeWithoutABlock_ForgetsTheStandstill() => Assert.Null(
        DecideAll(new Policy(), Behind(5, Idle), Behind(5, Idle, 20) with { Facts = NodeFacts.None, Life = OtherLife })[1].StandsFor);

    [Fact]
    public void Decide_HeadKnownOnlyLater_IsStalledOnceThatMoved()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var policy = new Policy { StallDuration = TimeSpan.FromSeconds(300) };
        var decisions = DecideAll(policy, Behind(50, facts) with { Head = Head.Unknown() }, Behind(50, facts, 30), Behind(50, facts, 300), Behind(50, facts, 330) with { Head = Head.At(BlockNow + 1) });
        Assert.Equal([Reason.HeadUnknown, Reason.Tolerated, Reason.Tolerated, Reason.Stalled], decisions.Select(decision => decision.Reason));
    }

    [Fact]
    public void Decide_HeldByStarting_TellsForHowLong() =>
        Assert.Equal(45, Decide(Behind(101, Idle with { NodeStartedAt = Time(-15) })).HoldFor!.Value.TotalSeconds);

    [Fact]
    public void Decide_NoRestartInARow_TellsNoTimeSinceOne()
    {
        var state = new NodeState { Restarts = new RestartStreak { LastAt = TimeSpan.FromSeconds(500) } };
        Assert.Null(Watchdog.Decide(state, Behind(5), new Policy()).Decision.SinceRestart);
    }

    [Fact]
    public void Decide_Problems_AreBothInTheDecision()
    {
        var log = new LogProblem(LogProblemKind.Driver, "not supported", "none");
        var doubt = new EndpointVerdict("http://a", EndpointState.Down);
        var decision = Decide(Behind(5) with { LogProblem = log, Head = Head.Unknown(doubt) });
        Assert.Equal((log, doubt), (decision.LogProblem, decision.HeadDoubts.Single()));
        Assert.Equal((null, 0), (Decide(Behind(5)).LogProblem, Decide(Behind(5)).HeadDoubts.Length));
    }

    [Theory]
    [InlineData(170, RestartEffect.NoChange)]
    [InlineData(171, RestartEffect.Worse)]
    public void Decide_FutileRestart_IsWorseFromMoreThanBlockLag20On(uint lag, RestartEffect effect)
    {
        var state = new NodeState { Restarts = new RestartStreak { Count = 1, LastAt = TimeSpan.FromSeconds(100), LagBefore = 150 } };
        Assert.Equal(effect, Watchdog.Decide(state, Behind(lag, Idle), new Policy()).Decision.Effect);
    }

    [Fact]
    public void Decide_InStepInTwoLives_HasNotRecoveredYet()
    {
        var state = new NodeState { Restarts = new RestartStreak { Count = 1, LastAt = TimeSpan.FromSeconds(100) } };
        foreach (var (second, life) in new[] { (0, "a"), (40, "b"), (99, "b") })
        {
            (state, var decision) = Watchdog.Decide(state, Behind(5, Idle, second) with { Life = new NodeLife(life, Now) }, new Policy());
            Assert.Equal(RestartEffect.Unknown, decision.Effect);
        }
    }

    [Fact]
    public void Decide_EngineBlindInBetween_GoesOnWithTheSameLife()
    {
        var state = new NodeState { Restarts = new RestartStreak { Count = 1, LastAt = TimeSpan.FromSeconds(100) } };
        var effects = new List<RestartEffect>();
        foreach (var (second, container) in new[] { (0, RunState.Running), (30, RunState.Unreachable), (60, RunState.Running) })
        {
            var seen = Behind(5, Idle, second) with { RunState = container };
            (state, var decision) = Watchdog.Decide(state, container == RunState.Running ? seen : seen with { Life = null }, new Policy());
            effects.Add(decision.Effect);
        }

        Assert.Equal([RestartEffect.Unknown, RestartEffect.Unknown, RestartEffect.Recovered], effects);
    }

    [Fact]
    public void Decide_NewLifeInTheTrendWindow_BeginsTheTrendAnew()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var seen = Enumerable.Range(0, 11).Select(i => Behind((uint)(50 + i), facts, i * 60) with { Life = i < 5 ? new NodeLife("c", Now.AddDays(-1)) : OtherLife });
        Assert.Equal(Reason.Tolerated, DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(600) }, seen)[^1].Reason);
    }

    [Fact]
    public void Decide_TrendThatCouldNotBeSeenForMostOfTheWindow_IsNone()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        int[] seconds = [0, 80, 540, 620];
        Assert.Equal(Reason.Tolerated, DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(600) }, seconds.Select(second => Behind((uint)(50 + (second / 20)), facts, second)))[^1].Reason);
    }

    [Fact]
    public void Decide_LogUnreadableForAMomentAfterTheClockWasSet_StillProduces()
    {
        Observation Set(double second) => Behind(50, Produced(-10), second) with { At = Now.AddSeconds(second + 1200) };
        var unread = Set(60) with { Facts = NodeFacts.None, LogProblem = new LogProblem(LogProblemKind.Slow) };
        Assert.Equal(Reason.Producing, DecideAll(new Policy(), Behind(50, Produced(-10)), Set(30), unread, Set(90))[3].Reason);
    }

    [Fact]
    public void Decide_NewLifeAfterTheClockWasSet_DoesNotCatchUpByTheOldLifesBlocks()
    {
        var set = Behind(500, Idle, 60) with { At = Now.AddHours(1), Life = OtherLife };
        Assert.Equal(Hold.None, DecideAll(new Policy(), Behind(3500, Importing(50, 60, lag: 3500)), set)[1].Hold);
    }

    [Fact]
    public void Decide_ClockSetWhileTheEngineWasBlind_LetsNoBannerLookOld()
    {
        var blind = Behind(0, Idle, 30) with { At = Now.AddSeconds(3630), RunState = RunState.Unreachable, Life = null };
        var seen = Behind(101, Idle with { NodeStartedAt = Time(20) }, 60) with { At = Now.AddSeconds(3660), Life = OtherLife };
        Assert.Equal(Hold.Starting, DecideAll(new Policy(), Behind(0, Idle), blind, seen)[2].Hold);
    }

    [Fact]
    public void Decide_FirstLookWhileStandingBy_CountsNoRestart() =>
        Assert.Equal(0, Decide(Behind(150, Idle) with { StandingByFor = "another" }).RestartsInARow);

    [Fact]
    public void Decide_LagThatGrewToBlockLag20_IsInStep()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        var seen = Enumerable.Range(0, 11).Select(i => Behind((uint)(10 + i), facts, i * 60));
        Assert.Equal(Reason.InStep, DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(600) }, seen)[^1].Reason);
    }

    [Theory]
    [InlineData(Reason.Unreachable, true)]
    [InlineData(Reason.HeadUntrusted, true)]
    [InlineData(Reason.Tolerated, false)]
    public void IsBlind_Reason_IsWhenNothingCanBeSaidOfTheLag(Reason reason, bool isBlind) => Assert.Equal(isBlind, reason.IsBlind());

    [Fact]
    public void Decide_NoBannerSoonAfterTheBoot_HasNoGrace() => Assert.Equal(Hold.None, Decide(Behind(101, Idle) with { Elapsed = TimeSpan.FromSeconds(10) }).Hold);

    [Fact]
    public void Decide_LagThatShrankBeforeTheWindow_IsFallingBehind()
    {
        var facts = Idle with { MajorSync = MajorSync.NotSeen };
        uint[] lags = [60, 50, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51];
        Assert.Equal(Reason.FallingBehind, DecideAll(new Policy { TrendWindow = TimeSpan.FromSeconds(480) }, lags.Select((lag, i) => Behind(lag, facts, i * 60)))[^1].Reason);
    }

    [Fact]
    public void LagTrend_SameSamples_AreEqual()
    {
        var one = default(LagTrend).Next(5, TimeSpan.Zero, TimeSpan.FromSeconds(80));
        Assert.Equal(one, default(LagTrend).Next(5, TimeSpan.Zero, TimeSpan.FromSeconds(80)));
        Assert.NotEqual(one, one.Next(6, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(80)));
        Assert.NotEqual(one, default);
        Assert.NotEqual(default, one);
        Assert.Equal(new LagTrend { Points = [] }, default);
    }

    private static Observation Still(double second) => Behind(5, Idle, second);
}
