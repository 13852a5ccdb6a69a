using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class AlertNoticesTests
{
    private static readonly Decision Well =
        new() { At = default, Reason = Reason.InStep, RunState = RunState.Running, Best = 9, Finalized = 5 };

    private readonly ListLogger<AlertNotices> _log = new();
    private readonly AlertNotices _notices;

    public AlertNoticesTests() => _notices = new AlertNotices(new Written(), _log);

    [Fact]
    public void Checked_BeginsAndEnds_IsWrittenOnceEach()
    {
        var stalled = Well with { Alerts = Alerts.FinalityStalled };
        Check(Well, stalled, stalled, stalled with { RunState = RunState.Unreachable }, stalled, Well, Well);
        Assert.Equal(
            [
                (LogLevel.Warning, "node: FinalityStalled: finalized block 5 has stood still while best moved, now 9; a restart does not mend that"),
                (LogLevel.Information, "node: FinalityStalled is over, finalized block 5"),
            ],
            _log.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Checked_PersonIsCalled_IsLeftToTheActionsButForOneThatStoodBefore(bool stoodBefore)
    {
        var stands = Well with { Alerts = Alerts.RestartsDidNotHelp, RestartsInARow = 4 };
        Check(stands with { Escalates = !stoodBefore }, stands, Well);
        Assert.Equal(
            stoodBefore ? ["node: RestartsDidNotHelp: 4 restarts in a row did not help; a restart does not mend that"] : [],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Checked_NetworksFinalityStalls_SaysSoOfBoth()
    {
        Check(Well with { Alerts = Alerts.NetworkFinalityStalled });
        Assert.Equal(
            "node: NetworkFinalityStalled: finalized block 5 has stood still while best moved, now 9, and the network's finality stands still, too; "
                + "a restart does not mend that",
            Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public void Checked_NodeThatCannotBeJudged_NamesCauseAndRemedy()
    {
        var blind = Well with { Reason = Reason.Unreachable, RunState = RunState.Unreachable, UnreachableSaid = "refused" };
        Check(blind with { Alerts = Alerts.Blind, BlindFor = TimeSpan.FromSeconds(301) }, Well);
        Assert.Equal(
            [
                "node: Blind: for 301 s it could not be judged, and was not restarted: Unreachable (refused); see whether Docker runs, and whether "
                    + "its socket's folder is still mounted; `alephzero-monitor doctor` checks it",
                "node: Blind is over: InStep",
            ],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Checked_Crashes_AreNamedWithTheLastWords()
    {
        var end = new LifeEnd(default, 101, false, false) { IsAskedFor = false, RestartPolicy = "no", LastWords = "Error: words" };
        var stopped = Well with { Reason = Reason.NotRunning, RunState = RunState.Stopped, End = end };
        Check(stopped with { Alerts = Alerts.Crashed }, Well with { Alerts = Alerts.CrashLooping, End = end }, Well);
        const string Ended = "it ended by itself with exit code 101, restart policy \"no\": Error: words";
        Assert.Equal(
            [
                $"node: Crashed: {Ended}; nothing starts it again: mend the cause, then start it",
                "node: Crashed is over: InStep",
                $"node: CrashLooping: three or more of its lives ended by themselves within ten minutes; of the last, {Ended}; "
                    + "mend the cause that its last words name; a restart does not",
                "node: CrashLooping is over: its present life has lasted ten minutes",
            ],
            _log.Lines.Select(line => line.Text));
    }

    private void Check(params IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            _notices.Checked(Reports.Of(decision));
        }
    }
}
