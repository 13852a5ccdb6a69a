using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Notices;

public class DecisionLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<DecisionLog> _log = new();
    private readonly DecisionLog _decisionLog;

    public DecisionLogTests() => _decisionLog = new DecisionLog(_time, _log);

    [Fact]
    public void Write_SameDecision_IsInformationOnceThenDebug()
    {
        Write(Well);
        Write(Well with { Best = 2, Lag = 8 });
        Assert.Equal([LogLevel.Information, LogLevel.Debug], _log.Lines.Select(line => line.Level));
    }

    [Theory]
    [InlineData(Reason.Syncing, Hold.None, RunState.Running)]
    [InlineData(Reason.FarBehind, Hold.CoolingDown, RunState.Running)]
    [InlineData(Reason.NotRunning, Hold.None, RunState.Paused)]
    public void Write_ChangeOfReasonHoldOrContainer_IsWritten(Reason reason, Hold hold, RunState container)
    {
        Write(Well);
        Write(Well with { Reason = reason, Hold = hold, RunState = container });
        Assert.Contains(reason.ToString(), Written().Last());
    }

    [Fact]
    public void Write_ContainerGoesFromStoppedToPaused_IsWritten()
    {
        Write(Well with { Reason = Reason.NotRunning, RunState = RunState.Stopped });
        Write(Well with { Reason = Reason.NotRunning, RunState = RunState.Paused });
        Assert.Equal(2, Written().Count());
    }

    [Fact]
    public void Write_TenMinutesWithoutChange_IsAHeartbeat()
    {
        for (var minute = 0; minute <= 25; minute++)
        {
            Write(Well);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, Written().Count());
        Assert.Contains("still InStep", Written().Last());
    }

    [Fact]
    public void Write_EachRestart_IsWrittenThoughNothingChanged()
    {
        var restart = Well with { Reason = Reason.FarBehind, Lag = 101 };
        Write(restart);
        Write(restart);
        Assert.All(_log.Lines, line => Assert.Contains("restarting it: FarBehind: lag 101 > 100 (BLOCK_LAG_100)", line.Text));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Write_StandstillOfJustTheTime_IsSaidToBeEnough()
    {
        Write(Well with { Reason = Reason.Stalled, Lag = 21, StandsFor = TimeSpan.FromSeconds(20) }, new Policy { StallDuration = TimeSpan.FromSeconds(20) });
        Assert.Contains("best hasn't moved for 20 s, at least 20 (STALL_DURATION)", Written().Last());
    }

    [Fact]
    public void Write_HeldRestart_NamesRuleHoldAndEnd()
    {
        Write(Well with { Reason = Reason.FarBehind, Hold = Hold.CoolingDown, HoldFor = TimeSpan.FromSeconds(310) });
        Assert.Contains("would restart: FarBehind; held: CoolingDown until 12:05:10Z", Written().Last());
    }

    [Fact]
    public void Write_Decision_HasBestHeadLagRateAndCatchUp()
    {
        Write(Well with { Reason = Reason.Syncing, ImportRate = 3, HeadRate = 1 });
        Assert.Contains("best 1, head 11, lag 10, rate 3.0 blocks/s, catch-up in 00:00:05; left major sync, session 7, producing", Written().Last());
    }

    [Theory]
    [InlineData(Reason.InStep, "done")]
    [InlineData(Reason.Syncing, "never at this pace")]
    public void Write_LagThatDoesNotShrink_IsTroubleOnlyOutOfStep(Reason reason, string catchUp)
    {
        Write(Well with { Reason = reason, ImportRate = 1, HeadRate = 1 });
        Assert.Contains($"lag 10, rate 1.0 blocks/s, catch-up {catchUp};", Written().Last());
    }

    [Fact]
    public void Write_StaleHead_IsShown()
    {
        Write(Well with { IsHeadStale = true });
        Assert.Contains("head 11 (stale), lag 10", Written().Last());
    }

    [Fact]
    public void Write_OtherNode_HasAStateOfItsOwn()
    {
        _decisionLog.Write("a", Well, new Policy());
        _decisionLog.Write("b", Well, new Policy());
        Assert.Equal(2, Written().Count());
    }

    [Theory]
    [InlineData(Reason.NotRunning, Hold.None, "NotRunning (Stopped)")]
    [InlineData(Reason.FarBehind, Hold.CoolingDown, "would restart: FarBehind; held: CoolingDown")]
    public void Write_RequestedRestartThatIsNotDone_SaysSoThoughNothingChanged(Reason reason, Hold hold, string why)
    {
        var decision = Well with { Reason = reason, Hold = hold, RunState = RunState.Stopped };
        Write(decision);
        Write(decision with { RequestedBy = "me" });
        Assert.Equal($"node: the restart that me asked for is not done: {why}", Written().Last());
    }

    private static Decision Well { get; } = new()
    {
        At = new DateTimeOffset(2025, 3, 12, 12, 0, 0, TimeSpan.Zero),
        Reason = Reason.InStep,
        RunState = RunState.Running,
        Best = 1,
        Head = 11,
        Lag = 10,
        MajorSync = MajorSync.Left,
        Session = 7,
        IsProducing = true,
    };

    private void Write(Decision decision, Policy? policy = null) => _decisionLog.Write("node", decision, policy ?? new Policy());

    private IEnumerable<string> Written() => _log.Lines.Where(line => line.Level >= LogLevel.Information).Select(line => line.Text);
}
