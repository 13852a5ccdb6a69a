using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>When alerts begin and end.</summary>
public class AlertTests
{
    private static readonly SelfReport Peerless = new() { Peers = 0, Best = BlockNow };

    [Fact]
    public void Decide_NoPeersForAMoment_IsNoAlert() =>
        Assert.All(DecideAll(new Policy(), Peers(0, 0), Peers(0, 179), Peers(1, 180), Peers(0, 181), Peers(0, 360)), it => Assert.Empty(it.Alerts));

    [Fact]
    public void Decide_NoPeersThatLasts_IsOneAlertSinceItBeganUntilThereIsAPeer()
    {
        var decisions = DecideAll(new Policy(), Peers(0, 0), Peers(0, 180), Peers(0, 999), Peers(3, 1000));
        var alert = new Alert(AlertKind.NoPeers, Now);
        Assert.Equal([[], [alert], [alert], []], decisions.Select(decision => decision.Alerts.ToArray()));
    }

    [Fact]
    public void Decide_PeersAreUnknown_NeitherBeginsNorEndsTheAlert()
    {
        var unknown = Behind(0, Idle, 400) with { RunState = RunState.Stopped, Life = null };
        Assert.Equal("NoPeers", DecideAll(new Policy(), Peers(0, 0), Peers(0, 180), unknown)[^1].Kinds());
        Assert.Equal("", DecideAll(new Policy(), Peers(0, 0), unknown, unknown)[^1].Kinds());
    }

    [Theory]
    [InlineData(TroubleKind.Panic)]
    [InlineData(TroubleKind.EssentialTaskFailed)]
    [InlineData(TroubleKind.DatabaseCorrupt)]
    [InlineData(TroubleKind.DiskFull)]
    public void Decide_TroubleInTheLog_IsAnAlertUntilNoSuchLineComesAndTheNodeIsWell(TroubleKind kind)
    {
        var trouble = new Trouble(kind, 1, Time(-1), "it says so");
        var decisions = DecideAll(new Policy(), At(0, 0), At(0, 60), At(21, 700), At(0, 800), At(0, 860));
        Assert.All(decisions[..4], decision => Assert.Equal((kind.ToString(), "it says so"), (decision.Kinds(), decision.Alerts[0].Line)));
        Assert.Equal("", decisions[^1].Kinds());

        Observation At(uint lag, double second) => Behind(lag, Idle with { Troubles = [trouble] }, second);
    }

    [Fact]
    public void Decide_TroubleOfLongAgo_IsNoAlert() =>
        Assert.Empty(Decide(Behind(0, Idle with { Troubles = [new Trouble(TroubleKind.Panic, 1, Time(-600), "old")] })).Alerts);

    [Theory]
    [InlineData(-5, "Crashed", "")] // Its cause.
    [InlineData(20, "Crashed", "Panic")] // Of the life after it.
    public void Decide_PanicOfALifeWhoseCrashWasTold_IsNoAlertOfItsOwn(double second, string down, string after)
    {
        var crash = new LifeEnd(Now, 101, IsOutOfMemory: false, IsOurs: false) { IsAskedFor = false };
        var stopped = Behind(0) with { RunState = RunState.Stopped, Life = null, End = crash };
        var panicked = Behind(0, Idle with { Troubles = [new Trouble(TroubleKind.Panic, 1, Time(second), "words")] }, 30);
        Assert.Equal([down, after], DecideAll(new Policy(), stopped, panicked).Select(decision => decision.Kinds()));
    }

    [Fact]
    public void Decide_LeftStoppedInADryRun_IsAnAlertUntilItRuns()
    {
        var left = Behind(0) with { RunState = RunState.Stopped, StopCause = StopCause.OurRestart, Life = null, EndedLife = new NodeLife("c", Now) };
        var decisions = DecideAll(new Policy { DryRun = true }, left, Later(left, 120), Later(left with { RunState = RunState.Unreachable }, 130), Behind(0, Idle, 140));
        Assert.Equal(["", "LeftStopped", "LeftStopped", ""], decisions.Select(decision => decision.Kinds()));
        Assert.Empty(DecideAll(new Policy(), left, Later(left, 120))[^1].Alerts); // It is started; what does not help escalates.
    }

    [Fact]
    public void Decide_MayHaveBeenLeftStoppedByUs_IsAnAlertAndNoStart()
    {
        var stopped = Behind(0) with { RunState = RunState.Stopped, StopCause = StopCause.Unknown, Life = null, EndedLife = new NodeLife("c", Now) };
        var decisions = DecideAll(new Policy(), stopped, Later(stopped, 120), Later(stopped with { StopCause = StopCause.Other }, 130));
        Assert.Equal(["", "LeftStopped", ""], decisions.Select(decision => decision.Kinds()));
        Assert.All(decisions, decision => Assert.Equal(Reason.NotRunning, decision.Reason));
    }

    [Fact]
    public void Decide_RestartThatIsHeldForLong_IsAnAlertUntilNoRuleAsksForIt()
    {
        var decisions = DecideAll(
            new Policy { DryRun = true }, Behind(101, Idle, 0), Behind(101, Idle, 899), Behind(101, Idle, 900), Behind(101, Idle, 901) with { Head = Head.Unknown() },
            Behind(101, Idle, 902) with { Pause = new Pause("me", null) }, Behind(0, Idle, 903));
        Assert.Equal(["", "", "RestartHeld", "RestartHeld", "RestartHeld", ""], decisions.Select(decision => decision.Kinds()));
        Assert.Empty(DecideAll(new Policy(), Paused(0), Paused(900))[^1].Alerts);

        static Observation Paused(double second) => Behind(101, Idle, second) with { Pause = new Pause("me", null) };
    }

    [Fact]
    public void Decide_NodeKnowsOfAHigherBlock_IsEndpointsBehind()
    {
        var decisions = DecideAll(new Policy(), Knowing(21, 0), Knowing(21, 300), Knowing(20, 301));
        Assert.Equal(["", "EndpointsBehind", ""], decisions.Select(decision => decision.Kinds()));

        static Observation Knowing(uint above, double second) =>
            Behind(0, Idle, second) with { Report = new SelfReport { Best = BlockNow, SyncTarget = BlockNow + above } };
    }

    [Fact]
    public void Decide_HeadStandsStill_IsHeadStaleUntilItMoves()
    {
        var stale = Behind(0, Idle) with { Head = Head.At(BlockNow, isStale: true) };
        var decisions = DecideAll(new Policy(), stale, Later(stale, 180), Later(stale with { Head = Head.Unknown() }, 190), Behind(0, Idle, 200));
        Assert.Equal(["", "HeadStale", "HeadStale", ""], decisions.Select(decision => decision.Kinds()));
    }

    [Fact]
    public void Decide_AlertsOfAnEarlierRun_StandAsTheyWereUntilTheyAreSeenToBeOver()
    {
        Alert[] stood =
        [
            new(AlertKind.CrashLooping, Now.AddHours(-1)), new(AlertKind.Forked, Now.AddHours(-1)),
            new(AlertKind.FinalityStalled, Now.AddHours(-1)) { Finalized = BlockNow - 10 }, new(AlertKind.NoPeers, Now.AddHours(-1)),
        ];
        var state = NodeState.Initial with { Alerts = AlertWatch.Of(stood) };
        var facts = Idle with { Finalized = BlockNow - 10 };
        (state, var first) = Watchdog.Decide(state, Behind(0, facts), new Policy());
        Assert.Equal(stood, first.Alerts);

        var well = Behind(0, facts with { Finalized = BlockNow - 9 }, 600) with { IsForkKnown = true, Report = new SelfReport { Peers = 1 } };
        Assert.Empty(Watchdog.Decide(state, well, new Policy()).Decision.Alerts);
    }

    [Theory]
    [InlineData(AlertKind.RestartsDidNotHelp, AlertLevel.Critical)]
    [InlineData(AlertKind.DiskFull, AlertLevel.Critical)]
    [InlineData(AlertKind.EssentialTaskFailed, AlertLevel.Warning)]
    [InlineData(AlertKind.HeadStale, AlertLevel.Warning)]
    public void Level_OfAKind_IsAsDocumented(AlertKind kind, AlertLevel level) => Assert.Equal(level, new Alert(kind, Now).Level);

    private static Observation Peers(uint peers, double second) => Behind(0, Idle, second) with { Report = Peerless with { Peers = peers } };

    private static Observation Later(Observation seen, double seconds) =>
        seen with { At = seen.At.AddSeconds(seconds), Elapsed = seen.Elapsed + TimeSpan.FromSeconds(seconds) };
}
