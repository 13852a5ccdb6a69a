using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class EventNoticesTests
{
    private readonly ListLogger<EventNotices> _log = new();
    private readonly Written _written = new();
    private readonly EventNotices _notices;

    public EventNoticesTests() => _notices = new EventNotices(_written, _log);

    [Theory]
    [InlineData(true, "was started by this monitor")]
    [InlineData(false, "was started, not by this monitor (user or restart policy)")]
    public void Happened_Start_SaysWhoseItIs(bool isOurs, string text)
    {
        _notices.Happened("node", new TargetEvent(TargetEventKind.Started, Reports.Now), isOurs);
        Assert.Equal((isOurs ? LogLevel.Debug : LogLevel.Information, $"node: at 12:00:00Z its container {text}"), Assert.Single(_log.Lines));
    }

    [Theory]
    [InlineData(137, true, "ended with exit code 137, killed by the kernel for memory")]
    [InlineData(1, false, "ended with exit code 1")]
    [InlineData(null, false, "ended")]
    public void Happened_End_NamesTheCause(int? exitCode, bool isOutOfMemory, string text)
    {
        var ended = new TargetEvent(TargetEventKind.Ended, Reports.Now) { ExitCode = exitCode, IsOutOfMemory = isOutOfMemory };
        _notices.Happened("node", ended, isOurs: false);
        Assert.EndsWith($"at 12:00:00Z its container {text}", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TargetEventKind.Ended, true, LogLevel.Debug)]
    [InlineData(TargetEventKind.Ended, false, LogLevel.Information)]
    [InlineData(TargetEventKind.Signalled, true, LogLevel.Debug)]
    [InlineData(TargetEventKind.Signalled, false, LogLevel.Information)]
    [InlineData(TargetEventKind.OutOfMemory, false, LogLevel.Warning)]
    [InlineData(TargetEventKind.Renamed, false, LogLevel.Warning)]
    [InlineData(TargetEventKind.Other, false, LogLevel.Debug)]
    public void Happened_Event_HasItsLevel(TargetEventKind kind, bool isOurs, LogLevel level)
    {
        _notices.Happened("node", new TargetEvent(kind, Reports.Now) { Detail = "create" }, isOurs);
        Assert.Equal(level, Assert.Single(_log.Lines).Level);
    }

    [Fact]
    public void Checked_NodeThatEndedAndRunsAgain_SaysHowOncePerLifeAndWhileItLoopsOnlyWhatIsNew()
    {
        LifeEnd end = new(Reports.Now, 1, false, false) { IsAskedFor = false, RestartPolicy = "always", LastWords = "Error: words" };
        LifeEnd next = end with { At = end.At.AddSeconds(1) }, other = end with { At = end.At.AddSeconds(2), LastWords = "Error: others" };
        See(end, end, next);
        _written.Of("node").Alerts = [new(AlertKind.CrashLooping, default)];
        See(next with { At = end.At.AddSeconds(3) }, other, other with { IsAskedFor = null, At = end.At.AddSeconds(4) });
        const string How = "node: its last life: it ended by itself with exit code 1, restart policy \"always\": Error: ";
        Assert.Equal([How + "words", How + "words", How + "others"], _log.Lines.Select(line => line.Text));

        void See(params LifeEnd[] ends)
        {
            foreach (var seen in ends)
            {
                _notices.Checked(Reports.Of(Reports.Behind(0) with { End = seen }));
            }
        }
    }

    [Fact]
    public void Happened_NodeThatCrashesAgainAndAgain_IsDebug()
    {
        _written.Of("node").Alerts = [new(AlertKind.CrashLooping, default)];
        _notices.Happened("node", new TargetEvent(TargetEventKind.Ended, Reports.Now), isOurs: false);
        Assert.Equal(LogLevel.Debug, Assert.Single(_log.Lines).Level);
    }

    [Fact]
    public void Checked_AnotherMonitorActsThenThisOne_IsWrittenOnceEach()
    {
        var alone = new Decision { At = default, Reason = Reason.InStep, RunState = RunState.Running };
        var standingBy = alone with { StandingByFor = "monitor other" };
        foreach (var decision in new[] { alone, standingBy, standingBy, alone, alone })
        {
            _notices.Checked(Reports.Of(decision));
        }

        Assert.Equal(
            ["node: standing by: monitor other restarts this node", "node: this monitor restarts it from now on"],
            _log.Lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData(OperatorActionKind.Restart, "restart requested by me")]
    [InlineData(OperatorActionKind.Pause, "paused for 2 min by me")]
    [InlineData(OperatorActionKind.DryRun, "set to dry run by me: it is judged, but not restarted")]
    [InlineData(OperatorActionKind.Resume, "resumed by me: restarts are allowed again")]
    public void Requested_Action_IsWritten(OperatorActionKind kind, string text)
    {
        _notices.Requested("node", new OperatorAction(kind, Reports.Now, "me", kind == OperatorActionKind.Pause ? TimeSpan.FromMinutes(2) : null));
        Assert.Equal($"node: {text}", Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public void Checked_PauseThatRanOut_IsSaidOnce()
    {
        var report = Reports.Of(new Decision { At = Reports.Now, Reason = Reason.InStep, RunState = RunState.Running });
        var paused = report with { Seen = report.Seen with { Pause = new Pause("me", TimeSpan.FromMinutes(1)) } };
        foreach (var each in new[] { report, paused, report, report, paused })
        {
            _notices.Checked(each);
        }

        _notices.Requested("node", new OperatorAction(OperatorActionKind.Resume, Reports.Now, "me"));
        _notices.Checked(report);
        Assert.Equal(["node: its pause is over: restarts are allowed again", "node: resumed by me: restarts are allowed again"], _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Configured_ProblemsOfLabels_AreWrittenWhenTheyAreNew()
    {
        var settings = new NodeSettings(new Policy()) { Problems = ["a"] };
        _notices.Configured("node", settings);
        _notices.Configured("node", settings with { Problems = ["a", "b"] });
        Assert.Equal(["node: a", "node: b"], _log.Lines.Select(line => line.Text));
    }
}
