using AlephZeroMonitor.Core.Logs;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>Nodes that end by themselves.</summary>
public class CrashTests
{
    private static readonly LifeEnd Crash = new(Now, 1, false, false) { IsAskedFor = false };

    public static TheoryData<LifeEnd?, string> Ends => new()
    {
        { Crash, nameof(AlertKind.Crashed) },
        { Crash with { ExitCode = 137, IsOutOfMemory = true }, nameof(AlertKind.Crashed) },
        { Crash with { ExitCode = 0 }, "" },
        { Crash with { ExitCode = null }, "" },
        { Crash with { IsAskedFor = true }, "" },
        { Crash with { IsAskedFor = null }, "" },
        { Crash with { IsOurs = true }, "" },
        { null, "" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Decide_Stopped_IsCrashedWhenItEndedByItselfWithAFailure(LifeEnd? end, string alerts)
    {
        var decision = Decide(Stopped(0, end));
        Assert.Equal((Reason.NotRunning, alerts, end), (decision.Reason, decision.Kinds(), decision.End));
    }

    [Fact]
    public void Decide_CrashedAndThenUnreachable_IsStillCrashedUntilItRuns()
    {
        var unreachable = Stopped(10, null) with { RunState = RunState.Unreachable };
        var decisions = DecideAll(new Policy(), Stopped(0, Crash), unreachable, Stopped(20, Crash), Running(30, 1, Crash));
        Assert.Equal([nameof(AlertKind.Crashed), nameof(AlertKind.Crashed), nameof(AlertKind.Crashed), ""], decisions.Select(decision => decision.Kinds()));
        Assert.Equal([Crash, Crash, Crash, null], decisions.Select(decision => decision.End));
    }

    [Theory]
    [InlineData(300, nameof(AlertKind.CrashLooping))]
    [InlineData(43_200, nameof(AlertKind.CrashLooping))]
    [InlineData(43_201, "")]
    public void Decide_ThreeCrashesWithinADay_IsALoop(double apart, string alerts)
    {
        var seen = Enumerable.Range(1, 3).Select(i => Running(i * apart, i, Crash with { At = Now.AddSeconds(i) }));
        Assert.Equal(alerts, DecideAll(new Policy(), seen)[^1].Kinds());
    }

    [Fact]
    public void Decide_OneCrashSeenAtManyChecks_IsNoLoop() =>
        Assert.Equal("", DecideAll(new Policy(), Enumerable.Range(0, 9).Select(i => Running(i * 10, 1, Crash)))[^1].Kinds());

    [Fact]
    public void Decide_OwnerStartsItAgainAndAgain_IsNoLoop() => Assert.Equal(
        "",
        DecideAll(new Policy(), Enumerable.Range(0, 9).Select(i => Running(i * 10, i, Crash with { At = Now.AddSeconds(i), IsAskedFor = true })))[^1].Kinds());

    [Fact]
    public void Decide_LifeAfterALoopLastsTenMinutes_EndsIt()
    {
        var loop = Enumerable.Range(1, 3).Select(i => Running(i, i, Crash with { At = Now.AddSeconds(i) }));
        var last = Crash with { At = Now.AddSeconds(3) };
        var decisions = DecideAll(new Policy(), [.. loop, Running(602, 3, last), Running(603, 3, last)]);
        Assert.Equal([nameof(AlertKind.CrashLooping), nameof(AlertKind.CrashLooping), ""], decisions[^3..].Select(decision => decision.Kinds()));
        Assert.Equal([last, last, null], decisions[^3..].Select(decision => decision.End));
    }

    [Fact]
    public void Decide_SlowLoop_EndsWhenALifeHasLastedAsLongAsItTook()
    {
        var loop = Enumerable.Range(1, 3).Select(i => Running(i * 3000, i, Crash with { At = Now.AddSeconds(i) }));
        var last = Crash with { At = Now.AddSeconds(3) };
        var decisions = DecideAll(new Policy(), [.. loop, Running(14_999, 3, last), Running(15_000, 3, last)]);
        Assert.Equal(["", nameof(AlertKind.CrashLooping), nameof(AlertKind.CrashLooping), ""], decisions[^4..].Select(decision => decision.Kinds()));
    }

    private static Observation Running(double second, int life, LifeEnd end) =>
        Behind(0, Idle, second) with { Life = new NodeLife("c", Now.AddSeconds(life)), End = end };

    private static Observation Stopped(double second, LifeEnd? end) =>
        Behind(0, Idle, second) with { RunState = RunState.Stopped, Life = null, Facts = NodeFacts.None, End = end };
}
