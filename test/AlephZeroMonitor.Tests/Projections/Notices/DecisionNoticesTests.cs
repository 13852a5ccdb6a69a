using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Notices;

public class DecisionNoticesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<DecisionNotices> _log = new();
    private readonly Written _written = new();
    private readonly SharedLines _shared;
    private readonly DecisionNotices _notices;
    private int _watched = 1;

    public DecisionNoticesTests()
    {
        _shared = new SharedLines(() => _watched, _time);
        _notices = new DecisionNotices(_written, _shared, _time, _log);
    }

    private static Decision Well { get; } = new()
    {
        At = Reports.Now,
        Reason = Reason.InStep,
        RunState = RunState.Running,
        Best = 1,
        Head = 11,
        Lag = 10,
        MajorSync = MajorSync.Left,
        Session = 7,
        IsProducing = true,
    };

    [Fact]
    public void Checked_SameDecision_IsInformationOnceThenDebug()
    {
        Check(Well);
        Check(Well with { Best = 2, Lag = 8 });
        Assert.Equal([LogLevel.Information, LogLevel.Debug], _log.Lines.Select(line => line.Level));
    }

    [Theory]
    [InlineData(Reason.Syncing, Hold.None, RunState.Running)]
    [InlineData(Reason.FarBehind, Hold.CoolingDown, RunState.Running)]
    [InlineData(Reason.NotRunning, Hold.None, RunState.Paused)]
    public void Checked_ChangeOfReasonHoldOrRunState_IsWritten(Reason reason, Hold hold, RunState runState)
    {
        Check(Well);
        Check(Well with { Reason = reason, Hold = hold, RunState = runState });
        Assert.Contains(reason.ToString(), Lines().Last());
    }

    [Fact]
    public void Checked_FromStoppedToPaused_IsWritten()
    {
        Check(Well with { Reason = Reason.NotRunning, RunState = RunState.Stopped });
        Check(Well with { Reason = Reason.NotRunning, RunState = RunState.Paused });
        Assert.Equal(2, Lines().Count());
    }

    [Fact]
    public void Checked_CrashLoop_IsNoChangeFromOneLifeToTheNext()
    {
        var looping = Well with { Reason = Reason.NotRunning, RunState = RunState.Restarting, Alerts = [new(AlertKind.CrashLooping, default)] };
        Check(Well);
        Check(looping);
        Check(looping with { Reason = Reason.BestUnknown, RunState = RunState.Running });
        Check(looping);
        Assert.Equal(2, _log.Lines.Count(line => line.Level > LogLevel.Debug));
    }

    [Fact]
    public void Checked_WarningThatRepeats_IsNamedBesideADecisionThatIsNotWell()
    {
        var repeated = Well with { Repeats = [new RepeatedLine(312, default, "WARN main sync: too far in the future")] };
        Check(repeated);
        Check(repeated with { Reason = Reason.Tolerated });
        Assert.Equal([false, true], Lines().Select(line => line.EndsWith("; its log repeats, 312 times so far: WARN main sync: too far in the future", StringComparison.Ordinal)));
    }

    [Fact]
    public void Checked_TenMinutesWithoutChange_IsAHeartbeat()
    {
        for (var minute = 0; minute <= 25; minute++)
        {
            Check(Well);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, Lines().Count());
        Assert.Contains("still InStep", Lines().Last());
    }

    [Fact]
    public void Checked_DecisionThatActs_IsLeftToTheActions()
    {
        Check(Well with { Reason = Reason.FarBehind, Lag = 101 });
        Check(Well with { Reason = Reason.FarBehind, Lag = 101, Hold = Hold.CoolingDown });
        Assert.StartsWith("node: would restart: FarBehind; held: CoolingDown", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_HeldRestart_NamesRuleHoldAndEnd()
    {
        Check(Well with { Reason = Reason.FarBehind, Hold = Hold.CoolingDown, HoldFor = TimeSpan.FromSeconds(310) });
        Assert.Contains("would restart: FarBehind; held: CoolingDown until 12:05:10Z", Lines().Last());
    }

    [Fact]
    public void Checked_HeldStart_IsSaidToBeOne()
    {
        Check(new Decision { At = Reports.Now, Reason = Reason.LeftStopped, RunState = RunState.Stopped, Hold = Hold.DryRun });
        Assert.Equal("node: would start: LeftStopped; held: DryRun", Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public void Checked_Decision_HasBestHeadLagRateAndCatchUp()
    {
        Check(Well with { Reason = Reason.Syncing, ImportRate = 3, HeadRate = 1 });
        Assert.Contains("best 1, head 11, lag 10, rate 3.0 blocks/s, catch-up in 5 s; left major sync, session 7, producing", Lines().Last());
    }

    [Theory]
    [InlineData(Reason.InStep, "")]
    [InlineData(Reason.Syncing, ", catch-up never at this rate")]
    public void Checked_LagThatDoesNotShrink_IsTroubleOnlyOutOfStep(Reason reason, string catchUp)
    {
        Check(Well with { Reason = reason, ImportRate = 1, HeadRate = 1 });
        Assert.Contains($"lag 10, rate 1.0 blocks/s{catchUp};", Lines().Last());
    }

    [Fact]
    public void Checked_StaleHead_IsShown()
    {
        Check(Well with { IsHeadStale = true });
        Assert.Contains("head 11 (stale), lag 10", Lines().Last());
    }

    [Fact]
    public void Checked_NodeThatCannotBeJudged_IsSaidWithoutWhatIsUnknown()
    {
        Check(new Decision { At = default, Reason = Reason.Missing, RunState = RunState.Missing, Head = 11 });
        Check(new Decision { At = default, Reason = Reason.Unreachable, RunState = RunState.Unreachable, UnreachableSaid = "no socket" });
        Check(new Decision { At = default, Reason = Reason.BestUnknown, RunState = RunState.Running, Head = 11 });
        var doubt = new EndpointVerdict("https://a", EndpointState.Down) { Problem = new(EndpointProblemKind.HttpStatus, Number: 500) };
        Check(new Decision { At = default, Reason = Reason.HeadUnknown, RunState = RunState.Running, Best = 1, HeadDoubts = [doubt] });
        Assert.Equal(
            [
                (LogLevel.Warning, "node: Missing (there is no container or unit of this name)"),
                (LogLevel.Warning, "node: Unreachable (no socket)"),
                (LogLevel.Information, "node: BestUnknown; head 11"),
                (LogLevel.Warning, "node: HeadUnknown (https://a: HTTP 500); best 1; not producing"),
            ],
            _log.Lines);
    }

    [Fact]
    public void Checked_OtherNodeOrOneThatIsWatchedAgain_HasAStateOfItsOwn()
    {
        _notices.Checked(Reports.Of(Well, name: "a"));
        _notices.Checked(Reports.Of(Well, name: "b"));
        _written.Removed("b");
        _notices.Checked(Reports.Of(Well, name: "b"));
        Assert.Equal(3, Lines().Count());
    }

    [Fact]
    public void Checked_OneCauseOfManyNodes_IsOneLineForEachChange()
    {
        _watched = 30;
        CheckAll(Well);
        var before = _log.Lines.Count;
        CheckAll(Well with { Reason = Reason.HeadUnknown });
        CheckAll(Well with { Reason = Reason.HeadUnknown });
        CheckAll(Well);
        CheckAll(Well);
        Assert.Equal(
            [
                (LogLevel.Warning, "30 nodes (node-0, node-1, node-10, …): HeadUnknown"),
                (LogLevel.Information, "30 nodes (node-0, node-1, node-10, …): InStep"),
            ],
            _log.Lines.Skip(before).Where(line => line.Level > LogLevel.Debug));

        void CheckAll(Decision decision)
        {
            for (var i = 0; i < _watched; i++)
            {
                Check(decision, $"node-{i}");
            }
        }
    }

    [Fact]
    public void Checked_NodeWhoseCheckHangs_KeepsNoLineBackForGood()
    {
        _watched = 2;
        Check(Well with { Reason = Reason.HeadUnknown });
        Assert.Empty(_log.Lines);
        _time.Advance(TimeSpan.FromMinutes(2));
        Check(Well with { Reason = Reason.HeadUnknown });
        Assert.StartsWith("node: HeadUnknown", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Reason.NotRunning, Hold.None, "NotRunning (Stopped)")]
    [InlineData(Reason.FarBehind, Hold.CoolingDown, "would restart: FarBehind; held: CoolingDown")]
    public void Checked_RequestedRestartThatIsNotDone_SaysSoThoughNothingChanged(Reason reason, Hold hold, string why)
    {
        var decision = Well with { Reason = reason, Hold = hold, RunState = RunState.Stopped };
        Check(decision);
        Check(decision with { RequestedBy = "me" });
        Check(decision);
        Assert.Equal($"node: not restarted, though me asked for it: {why}", Lines().Last());
        Assert.Equal(2, Lines().Count());
    }

    [Fact]
    public void Checked_NoBlockYetAfterOurRestart_IsDebug()
    {
        Check(Well);
        Check(new Decision { At = default, Reason = Reason.BestUnknown, RunState = RunState.Running, RestartedFor = Reason.FarBehind });
        Assert.Equal(LogLevel.Debug, _log.Lines[^1].Level);
    }

    [Fact]
    public void Checked_OwnersStopAndUpgrade_AreNoWarnings()
    {
        Check(Well);
        Check(new Decision { At = default, Reason = Reason.NotRunning, RunState = RunState.Stopped, End = new LifeEnd(default, 0, false, IsOurs: false) { IsAskedFor = true } });
        Check(new Decision { At = default, Reason = Reason.Missing, RunState = RunState.Missing, UnreachableSaid = "node-1" });
        Assert.Equal(
            [(LogLevel.Information, "node: NotRunning (stopped by its owner)"), (LogLevel.Information, "node: Missing (there is no container of this name; did you mean node-1?)")], _log.Lines.Skip(1));
    }

    [Fact]
    public void Failed_Bug_IsAnError()
    {
        _notices.Failed("node", new InvalidOperationException());
        Assert.Equal((LogLevel.Error, "node: a check failed because of a bug in the monitor; the watch goes on"), Assert.Single(_log.Lines));
    }

    private void Check(Decision decision, string node = "node")
    {
        _notices.Checked(Reports.Of(decision, name: node));
        _shared.Checked(Reports.Of(decision, name: node));
    }

    private IEnumerable<string> Lines() => _log.Lines.Where(line => line.Level >= LogLevel.Information).Select(line => line.Text);
}
