using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class ActionNoticesTests
{
    private static readonly Decision Restart = new()
    {
        At = Reports.Now,
        Reason = Reason.FarBehind,
        RunState = RunState.Running,
        Best = 1,
        Head = 102,
        Lag = 101,
        Session = 7,
    };

    private readonly ListLogger<ActionNotices> _log = new();
    private readonly ActionNotices _notices;

    public ActionNoticesTests() => _notices = new ActionNotices(_log);

    [Fact]
    public void Acting_EachRestart_IsWritten()
    {
        _notices.Acting(Reports.Of(Restart));
        _notices.Acting(Reports.Of(Restart));
        Assert.All(
            _log.Lines, line => Assert.Contains("restarting it: FarBehind: lag 101 > 100 (BLOCK_LAG_100); best 1, head 102, lag 101", line.Text));
        Assert.Equal([LogLevel.Warning, LogLevel.Warning], _log.Lines.Select(line => line.Level));
    }

    [Fact]
    public void Acting_NodeThatWasLeftStopped_IsStarted()
    {
        _notices.Acting(Reports.Of(new Decision { At = default, Reason = Reason.LeftStopped, RunState = RunState.Stopped, Head = 5 }));
        Assert.Equal(
            "node: starting it: LeftStopped: a restart by this monitor stopped it and did not start it again, "
                + "and nobody else stopped it",
            Assert.Single(_log.Lines).Text);
    }

    [Theory]
    [InlineData(ActionResult.Restarted, LogLevel.Information, "node: restarted in 0.3 s")]
    [InlineData(ActionResult.Failed, LogLevel.Error, "node: restart failed after 0.3 s: it says no")]
    [InlineData(ActionResult.Abandoned, LogLevel.Information, "node: not restarted: somebody else is stopping or restarting it")]
    public void Acted_Outcome_IsWrittenByItsGravity(ActionResult result, LogLevel level, string text)
    {
        var cause = result == ActionResult.Failed ? ActionCause.Refused : ActionCause.OwnerStopping;
        _notices.Acted(Reports.Of(Restart), new ActionOutcome(result, TimeSpan.FromSeconds(0.3)) { Cause = cause, Said = "it says no" });
        Assert.Equal([(level, text)], _log.Lines);
    }

    [Theory]
    [InlineData(RestartEffect.Recovered, LogLevel.Information, "node: recovered: in step 35 s after its restart, and since")]
    [InlineData(RestartEffect.NoChange, LogLevel.Warning, "node: the last restart, 1 min 35 s ago, did not help")]
    [InlineData(RestartEffect.Worse, LogLevel.Warning, "node: the last restart, 1 min 35 s ago, did not help: the node is further behind")]
    public void Checked_EffectOfARestart_IsWritten(RestartEffect effect, LogLevel level, string text)
    {
        _notices.Checked(Reports.Of(Restart with { Effect = effect, SinceRestart = TimeSpan.FromSeconds(95), RecoveredAfter = TimeSpan.FromSeconds(35) }));
        _notices.Checked(Reports.Of(Restart));
        Assert.Equal([(level, text)], _log.Lines);
    }

    [Theory]
    [InlineData(Reason.FarBehind, 3, "node: 3 restarts in a row did not help; it needs attention.")]
    [InlineData(Reason.FarBehind, 1, "node: its restart did not help; it needs attention.")]
    [InlineData(Reason.LeftStopped, 1, "node: it does not start again after a restart; it needs attention.")]
    public void Checked_PersonIsCalled_IsAnError(Reason reason, int restarts, string text)
    {
        _notices.Checked(Reports.Of(Restart with { Reason = reason, RestartsInARow = restarts, Escalates = true }));
        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.StartsWith(text, line.Text, StringComparison.Ordinal);
    }
}
