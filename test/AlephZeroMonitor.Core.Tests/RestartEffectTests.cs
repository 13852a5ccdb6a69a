using System.Collections.Immutable;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>What restarts did for the node, and when people are called.</summary>
public class RestartEffectTests
{
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
    public void Decide_PeopleWereCalled_IsAnAlertUntilTheNodeHasRecovered()
    {
        var state = new NodeState { Restarts = new RestartStreak { Count = 2, LastAt = TimeSpan.FromSeconds(-9000) } };
        var life = new NodeLife("c", Now);
        Observation[] all =
        [
            Behind(150, Idle), Behind(150, Idle, 1) with { Outcome = Done, Life = life }, Behind(150, Idle, 299) with { Life = life }, Behind(150, Idle, 301) with { Life = life },
            Behind(150, Idle, 400) with { RunState = RunState.Stopped }, Behind(20, Idle, 500) with { Life = life }, Behind(20, Idle, 559) with { Life = life },
            Behind(20, Idle, 560) with { Life = life }, Behind(150, Idle, 600) with { Life = life },
        ];
        var alerts = new List<string>();
        foreach (var seen in all)
        {
            (state, var decision) = Watchdog.Decide(state, seen, new Policy());
            alerts.Add(decision.Kinds());
        }

        Assert.Equal([false, false, false, true, true, true, true, false, false], alerts.Select(alert => alert == nameof(AlertKind.RestartsDidNotHelp)));
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
        Assert.True(decisions[7].Acts);
    }

    [Fact]
    public void Decide_InStepButForBlindMoments_HasNotRecovered()
    {
        var decisions = DecideAll(
            new Policy(), Behind(150, Idle), Behind(20, Idle, 30) with { Outcome = Done }, Behind(20, Idle, 60) with { Head = Head.Unknown() }, Behind(20, Idle, 95));
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
            Behind(150, Idle) with { StandingByFor = "another" }, Behind(150, Idle, 60) with { StandingByFor = "another", Life = new NodeLife("c", Now) }, Behind(150, Idle, 120) with { Life = new NodeLife("c", Now) });
        Assert.Equal([Hold.StandingBy, Hold.StandingBy, Hold.CoolingDown], decisions.Select(decision => decision.Hold));
    }

    [Fact]
    public void Decide_StandingBy_LeavesItToTheOtherMonitorToSayWhatItsRestartDid()
    {
        var life = new NodeLife("c", Now);
        var decisions = DecideAll(
            new Policy(),
            Behind(150, Idle), Behind(150, Idle, 301) with { Outcome = Done }, Behind(150, Idle, 400) with { StandingByFor = "another" },
            Behind(0, Idle, 500) with { StandingByFor = "another", Life = life }, Behind(0, Idle, 560) with { StandingByFor = "another", Life = life }, Behind(150, Idle, 2000) with { Life = life });
        Assert.DoesNotContain(decisions, decision => decision.Effect == RestartEffect.Recovered);
        Assert.True(decisions[^1].Acts);
    }

    [Fact]
    public void Decide_RecoveryInALifeThatSomebodyElseBegan_IsNotTheRestartsDoing()
    {
        var (ours, theirs) = (new NodeLife("c", Now), new NodeLife("c", Now.AddSeconds(400)));
        var decisions = DecideAll(
            new Policy(),
            Behind(150, Idle), Behind(150, Idle, 1) with { Outcome = Done, Life = ours }, Behind(150, Idle, 301) with { Life = ours, Pause = new Pause("me", TimeSpan.FromHours(1)) },
            Behind(0, Idle, 400) with { Life = theirs }, Behind(0, Idle, 460) with { Life = theirs }, Behind(0, Idle, 461) with { Life = theirs });
        Assert.Equal([RestartEffect.NoChange], decisions.Select(decision => decision.Effect).Where(effect => effect != RestartEffect.Unknown));
        Assert.Equal(0, decisions[^1].RestartsInARow);
    }

    [Theory]
    [InlineData(RunState.Restarting, false)]
    [InlineData(RunState.Stopped, true)]
    public void Decide_RestartAfterWhichTheNodeIsDown_DidNotHelp(RunState container, bool isLeftStopped)
    {
        var down = Behind(0) with
        {
            RunState = container,
            Life = null,
            Facts = NodeFacts.None,
            StopCause = isLeftStopped ? StopCause.AfterOurStart : StopCause.None,
        };
        var decisions = DecideAll(new Policy(), Behind(150, Idle), At(down, 299) with { Outcome = Done }, At(down, 598), At(down, 599), At(down, 700));
        Assert.Equal([RestartEffect.NoChange], decisions.Select(decision => decision.Effect).Where(effect => effect != RestartEffect.Unknown));
        Assert.Equal(RestartEffect.NoChange, decisions[3].Effect);
        Assert.Equal(isLeftStopped ? 1 : 0, decisions.Count(decision => decision.Escalates));
    }

    [Fact]
    public void Decide_NodeThatItsOwnerStoppedAfterARestart_IsNobodysFailure()
    {
        var stopped = Behind(0) with { RunState = RunState.Stopped, Life = null, Facts = NodeFacts.None };
        Assert.Equal(RestartEffect.Unknown, DecideAll(new Policy(), Behind(150, Idle), At(stopped, 1) with { Outcome = Done }, At(stopped, 9000))[2].Effect);
    }

    [Fact]
    public void Decide_FarBehindByALowerThresholdThanThatOfIdle_HasNotRecovered()
    {
        var policy = new Policy { BlockLag20 = 200 };
        var decisions = DecideAll(policy, Behind(150, Idle), Behind(150, Idle, 1) with { Outcome = Done }, Behind(150, Idle, 100), Behind(150, Idle, 301));
        Assert.Equal((true, 1, RestartEffect.NoChange), (decisions[3].Acts, decisions[3].RestartsInARow, decisions[3].Effect));
    }

    private static Observation At(Observation seen, double seconds) => seen with { At = Now.AddSeconds(seconds), Elapsed = TimeSpan.FromSeconds(1000 + seconds) };

    private static ActionOutcome Done { get; } = new(ActionResult.Restarted, TimeSpan.FromSeconds(1));

    /// <summary>A node that stays 150 behind, whatever is done, looked at each minute; and the minutes of its restarts.</summary>
    private static (ImmutableArray<Decision> Decisions, int[] Restarts) Ill(int minutes)
    {
        var state = NodeState.Initial;
        var decisions = ImmutableArray.CreateBuilder<Decision>();
        for (var minute = 0; minute < minutes; minute++)
        {
            (state, var decision) = Watchdog.Decide(state, Behind(150, Idle, minute * 60), new Policy());
            decisions.Add(decision);
            state = decision.Acts ? state with { Restarts = state.Restarts.End(ActionResult.Restarted, TimeSpan.FromSeconds(1000 + (minute * 60))) } : state;
        }

        return (decisions.ToImmutable(), [.. Enumerable.Range(0, minutes).Where(minute => decisions[minute].Acts)]);
    }
}
