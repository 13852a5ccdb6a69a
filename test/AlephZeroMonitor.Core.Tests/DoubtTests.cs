using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>What the watchdog reports of a node that it cannot judge.</summary>
public class DoubtTests
{
    public static TheoryData<Reason> Doubts => [Reason.Unreachable, Reason.LogUnreadable, Reason.BestUnknown, Reason.HeadUnknown, Reason.HeadUntrusted];

    [Theory]
    [MemberData(nameof(Doubts))]
    public void Decide_NoJudgementForBlindAfter_IsBlind(Reason reason)
    {
        var decisions = DecideAll(new Policy(), In(reason, 0), In(reason, 299), In(reason, 300), Behind(0, Idle, 302));
        Assert.Equal([reason, reason, reason, Reason.InStep], decisions.Select(decision => decision.Reason));
        Assert.Equal(["", "", nameof(AlertKind.Blind), ""], decisions.Select(decision => decision.Kinds()));
        Assert.Equal([0d, 299d, 300d, null], decisions.Select(decision => decision.BlindFor?.TotalSeconds));
    }

    [Fact]
    public void Decide_CrashLoopWithoutABlock_IsBlindOverAllLives()
    {
        var seen = Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? In(Reason.BestUnknown, i * 10) with { Life = new NodeLife("c", Now.AddSeconds(i)) }
            : Behind(0, Idle, i * 10) with { RunState = RunState.Restarting, Life = null });
        Assert.Equal(nameof(AlertKind.Blind), DecideAll(new Policy(), seen)[^1].Kinds());
    }

    [Theory]
    [InlineData(RunState.Stopped)]
    [InlineData(RunState.Paused)]
    [InlineData(RunState.Missing)]
    public void Decide_ItsStateIsKnown_EndsBlind(RunState state)
    {
        var known = Behind(0, Idle, 400) with { RunState = state, Life = null };
        Assert.Equal("", DecideAll(new Policy(), In(Reason.HeadUnknown, 0), In(Reason.HeadUnknown, 399), known)[^1].Kinds());
    }

    [Fact]
    public void Decide_ClockIsSet_IsNotBlindAnySooner() => Assert.Equal(
        "", DecideAll(new Policy(), In(Reason.HeadUnknown, 0), In(Reason.HeadUnknown, 10) with { At = Now.AddHours(1) })[^1].Kinds());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decide_FinalityStalled_EndsOnlyWhenAHigherBlockIsFinalized(bool isUnreachable)
    {
        var stalled = Enumerable.Range(0, 16).Select(i => Finalizing(i * 10, (uint)i));
        var unknown = isUnreachable
            ? In(Reason.Unreachable, 160)
            : Behind(0, Idle, 160) with { Life = new NodeLife("d", Now) };
        var life = isUnreachable ? stalled.First().Life : unknown.Life;
        var same = Finalizing(170, 17) with { Life = life };
        var higher = same with { Facts = same.Facts with { Finalized = same.Facts.Finalized + 1 } };
        var decisions = DecideAll(new Policy(), [.. stalled, unknown, same, higher]);
        var stands = nameof(AlertKind.FinalityStalled);
        Assert.Equal([stands, stands, stands, ""], decisions[^4..].Select(decision => decision.Kinds()));
    }

    [Fact]
    public void Decide_ForkedNodeIsStartedAgain_IsForkedUntilItIsComparedAgain()
    {
        var fork = new ForkEvidence(5, "0x1", "0x2");
        var starting = Behind(0, Idle, 10) with { Life = new NodeLife("d", Now) };
        var decisions = DecideAll(new Policy(), Finalizing(0, 1) with { Fork = fork }, starting, Finalizing(20, 3) with { Life = starting.Life }, Finalizing(30, 3) with { Life = starting.Life, IsForkKnown = true });
        Assert.Equal([nameof(AlertKind.Forked), nameof(AlertKind.Forked), nameof(AlertKind.Forked), ""], decisions.Select(decision => decision.Kinds()));
        Assert.Equal([fork, fork, fork, null], decisions.Select(decision => decision.Fork));
    }

    private static Observation Finalizing(double second, uint best) => Behind(0, Idle, second) with
    {
        Facts = Idle with { Best = BlockNow + best, BestAt = Time(second), Finalized = BlockNow - 10 },
    };

    private static Observation In(Reason reason, double second)
    {
        var seen = Behind(0, Idle, second);
        return reason switch
        {
            Reason.Unreachable => seen with { RunState = RunState.Unreachable, Life = null, Facts = NodeFacts.None },
            Reason.LogUnreadable => seen with { Facts = NodeFacts.None, LogProblem = new LogProblem(LogProblemKind.Missing) },
            Reason.BestUnknown => seen with { Facts = NodeFacts.None },
            Reason.HeadUnknown => seen with { Head = Head.Unknown() },
            _ => seen with { Head = Head.Untrusted() },
        };
    }
}
