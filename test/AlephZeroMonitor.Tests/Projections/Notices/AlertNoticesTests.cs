using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class AlertNoticesTests
{
    private static readonly Decision Well =
        new() { At = default, Reason = Reason.InStep, RunState = RunState.Running, Best = 9, Finalized = 5 };

    private static readonly DateTimeOffset Later = default(DateTimeOffset).AddMinutes(62);

    private readonly ListLogger<AlertNotices> _log = new();
    private readonly SharedLines _shared = new(() => 1, TimeProvider.System);
    private readonly AlertNotices _notices;

    public AlertNoticesTests() => _notices = new AlertNotices(new Written(), _shared, _log);

    [Fact]
    public void Checked_BeginsAndEnds_IsWrittenOnceEach()
    {
        var stalled = Well with { Alerts = [new(AlertKind.FinalityStalled, default) { Finalized = 5 }] };
        Check(Well, stalled, stalled, stalled with { RunState = RunState.Unreachable }, stalled, Well with { At = Later, Finalized = 8 }, Well);
        Assert.Equal(
            [
                (LogLevel.Error, $"node: FinalityStalled: the finalized block is stuck at 5 while the best block moved to 9. {AlertGuide.Of(AlertKind.FinalityStalled).ToDo}"),
                (LogLevel.Information, "node: FinalityStalled is over after 1 h 2 min: finalized block 8"),
            ],
            _log.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Checked_PersonIsCalled_IsLeftToTheActionsButForOneThatStoodBefore(bool stoodBefore)
    {
        var stands = Well with { Alerts = [new(AlertKind.RestartsDidNotHelp, default)], RestartsInARow = 4 };
        Check(stands with { Escalates = !stoodBefore }, stands, Well with { Effect = RestartEffect.Recovered });
        Assert.Equal(
            stoodBefore ? [$"node: RestartsDidNotHelp: 4 restarts in a row did not help. {AlertGuide.Of(AlertKind.RestartsDidNotHelp).ToDo}"] : [],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Checked_NetworksFinalityStalls_SaysSoOfBoth()
    {
        Check(Well with { Alerts = [new(AlertKind.NetworkFinalityStalled, default) { Finalized = 5 }] });
        Assert.Equal(
            "node: NetworkFinalityStalled: the finalized block is stuck at 5 while the best block moved to 9, and the network's finality has stalled, too. "
                + AlertGuide.Of(AlertKind.NetworkFinalityStalled).ToDo,
            Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public void Checked_NodeThatCannotBeJudged_NamesCauseAndRemedy()
    {
        var blind = Well with { Reason = Reason.Unreachable, RunState = RunState.Unreachable, UnreachableSaid = "refused" };
        Check(blind with { At = default(DateTimeOffset).AddSeconds(301), Alerts = [new(AlertKind.Blind, default)] }, Well);
        Assert.Equal(
            [
                "node: Blind: for 5 min 1 s it could not be judged: Docker does not answer: refused. See whether Docker runs, and whether "
                    + "the directory of its socket is still mounted; `alephzero-monitor doctor` checks it.",
                "node: Blind is over after 0 s: it is in step",
            ],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Checked_Crashes_AreNamedWithTheLastWords()
    {
        var end = new LifeEnd(default, 101, false, false) { IsAskedFor = false, RestartPolicy = "no", LastWords = "Error: words" };
        var stopped = Well with { Reason = Reason.NotRunning, RunState = RunState.Stopped, End = end };
        Check(stopped with { Alerts = [new(AlertKind.Crashed, default)] }, Well with { Alerts = [new(AlertKind.CrashLooping, default)], End = end }, Well);
        const string Ended = "it ended by itself with exit code 101, restart policy \"no\": Error: words";
        Assert.Equal(
            [
                $"node: Crashed: nothing starts it again. {AlertGuide.Of(AlertKind.Crashed).ToDo}",
                $"node: CrashLooping: it crashed three or more times within a day, most recently: {Ended}. "
                    + AlertGuide.Of(AlertKind.CrashLooping).ToDo,
                "node: Crashed is over after 0 s: it runs again; it is in step",
                "node: CrashLooping is over after 0 s: it has run long enough without a crash",
            ],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Checked_ManyNodesAreBlind_IsOneLine()
    {
        var shared = new SharedLines(() => 30, TimeProvider.System);
        var notices = new AlertNotices(new Written(), shared, _log);
        foreach (var alerts in new Alert[][] { [new(AlertKind.Blind, default)], [] })
        {
            for (var i = 0; i < 30; i++)
            {
                notices.Checked(Reports.Of(Well with { Alerts = [.. alerts] }, name: $"node-{i}"));
                shared.Checked(Reports.Of(Well, name: $"node-{i}"));
            }
        }

        Assert.Equal([LogLevel.Error, LogLevel.Information], _log.Lines.Select(line => line.Level));
        Assert.All(_log.Lines, line => Assert.StartsWith("30 nodes (node-0, node-1, node-10, …): Blind", line.Text, StringComparison.Ordinal));
    }

    private void Check(params IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            _notices.Checked(Reports.Of(decision));
            _shared.Checked(Reports.Of(decision));
        }
    }
}
