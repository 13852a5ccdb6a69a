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
    public void Decide_NoJudgementForLongerThanBlindAfter_IsBlind(Reason reason)
    {
        var decisions = DecideAll(new Policy(), In(reason, 0), In(reason, 300), In(reason, 301), Behind(0, Idle, 302));
        Assert.Equal([reason, reason, reason, Reason.InStep], decisions.Select(decision => decision.Reason));
        Assert.Equal([Alerts.None, Alerts.None, Alerts.Blind, Alerts.None], decisions.Select(decision => decision.Alerts));
        Assert.Equal([0d, 300d, 301d, null], decisions.Select(decision => decision.BlindFor?.TotalSeconds));
    }

    [Fact]
    public void Decide_CrashLoopWithoutABlock_IsBlindOverAllLives()
    {
        var seen = Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? In(Reason.BestUnknown, i * 10) with { Life = new NodeLife("c", Now.AddSeconds(i)) }
            : Behind(0, Idle, i * 10) with { RunState = RunState.Restarting, Life = null });
        Assert.Equal(Alerts.Blind, DecideAll(new Policy(), seen)[^1].Alerts);
    }

    [Theory]
    [InlineData(RunState.Stopped)]
    [InlineData(RunState.Paused)]
    [InlineData(RunState.Missing)]
    public void Decide_ItsStateIsKnown_EndsBlind(RunState state)
    {
        var known = Behind(0, Idle, 400) with { RunState = state, Life = null };
        Assert.Equal(Alerts.None, DecideAll(new Policy(), In(Reason.HeadUnknown, 0), In(Reason.HeadUnknown, 399), known)[^1].Alerts);
    }

    [Fact]
    public void Decide_ClockIsSet_IsNotBlindAnySooner() => Assert.Equal(
        Alerts.None, DecideAll(new Policy(), In(Reason.HeadUnknown, 0), In(Reason.HeadUnknown, 10) with { At = Now.AddHours(1) })[^1].Alerts);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decide_FinalizedBlockIsUnknown_EndsNoAlert(bool isUnreachable)
    {
        var stalled = Enumerable.Range(0, 16).Select(i => Finalizing(i * 10, (uint)i));
        var unknown = isUnreachable
            ? In(Reason.Unreachable, 160)
            : Behind(0, Idle, 160) with { Life = new NodeLife("d", Now) };
        var known = isUnreachable ? Finalizing(170, 17) : Finalizing(170, 17) with { Life = new NodeLife("d", Now) };
        var decisions = DecideAll(new Policy(), [.. stalled, unknown, known]);
        Assert.Equal(
            [Alerts.FinalityStalled, Alerts.FinalityStalled, isUnreachable ? Alerts.FinalityStalled : Alerts.None],
            decisions[^3..].Select(decision => decision.Alerts));
    }

    [Fact]
    public void Decide_ForkedNodeIsStartedAgain_IsForkedUntilItIsComparedAgain()
    {
        var fork = new ForkEvidence(5, "0x1", "0x2");
        var starting = Behind(0, Idle, 10) with { Life = new NodeLife("d", Now) };
        var decisions = DecideAll(new Policy(), Finalizing(0, 1) with { Fork = fork }, starting, Finalizing(20, 3) with { Life = starting.Life });
        Assert.Equal([Alerts.Forked, Alerts.Forked, Alerts.None], decisions.Select(decision => decision.Alerts));
        Assert.Equal([fork, fork, null], decisions.Select(decision => decision.Fork));
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
