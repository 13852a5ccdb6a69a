using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Commands.Terminal;

public class WordsTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(725, "12 min 5 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(273600, "3 d 4 h")]
    [InlineData(-5, "0 s")]
    public void Span_Seconds_HasTwoUnits(int seconds, string text) => Assert.Equal(text, AlertText.Span(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void State_CheckThatIsOverdue_SaysSo()
    {
        var node = Node(Reason.InStep);
        Assert.Equal("not checked yet", Words.State(node with { Decision = null }));
        Assert.Equal("InStep", Words.State(node with { IsFresh = true }));
        Assert.Equal("InStep (check overdue)", Words.State(node));
    }

    [Fact]
    public void Hold_EndOnAnotherDay_HasItsDate()
    {
        var node = Node(Reason.FarBehind);
        var held = node.Decision! with { Hold = Core.Hold.CoolingDown, HoldFor = TimeSpan.FromMinutes(5) };
        Assert.Equal("CoolingDown until 08:05:00Z", Words.Hold(node with { Decision = held }, Now));
        Assert.Equal("CoolingDown until 2025-03-13 08:00Z", Words.Hold(node with { Decision = held with { HoldFor = TimeSpan.FromDays(1) } }, Now));
    }

    [Fact]
    public void Hold_NothingAsksForARestart_ShowsWhatWouldHoldIt()
    {
        var node = Node(Reason.InStep);
        Assert.Equal("", Words.Hold(node, Now));
        Assert.Equal("StandingBy for monitor-2", Words.Hold(node with { Decision = node.Decision! with { StandingByFor = "monitor-2" } }, Now));
        Assert.Equal("DryRun", Words.Hold(node with { Policy = new Policy { DryRun = true } }, Now));
        Assert.Equal("Paused until 09:00:00Z, DryRun", Words.Hold(node with { PausedUntil = Now.AddHours(1), Policy = new Policy { DryRun = true } }, Now));
    }

    [Fact]
    public void Hold_StandingByWithSomethingToDo_NamesTheOther()
    {
        var node = Node(Reason.FarBehind);
        var held = node.Decision! with { Hold = Core.Hold.StandingBy, StandingByFor = "monitor-2" };
        Assert.Equal("StandingBy for monitor-2", Words.Hold(node with { Decision = held }, Now));
    }

    [Theory]
    [InlineData(Reason.LogUnreadable, "the log can't be read (input/output error)")]
    [InlineData(Reason.Unreachable, "no socket")]
    [InlineData(Reason.InStep, "")]
    public void Why_OfANode_IsWhatDockerSaid(Reason reason, string why)
    {
        var node = Node(reason);
        var decision = node.Decision! with { UnreachableSaid = "no socket", LogProblem = new LogProblem(LogProblemKind.Failed, "input/output error") };
        Assert.Equal(why, Words.Why(node with { Decision = decision }));
    }

    [Fact]
    public void Alerts_OfANode_AreThoseThatStand()
    {
        var node = Node(Reason.InStep);
        Assert.Equal("", Words.Alerts(node, Now));
        var ill = node.Decision! with { Alerts = [new(AlertKind.DiskFull, Now) { Line = "no space" }, new(AlertKind.NoPeers, Now)] };
        Assert.Equal("DiskFull (5m0s), NoPeers (5m0s)", Words.Alerts(node with { Alerts = [.. ill.Alerts.Select(alert => AlertStatus.Of(alert, ill))] }, Now.AddMinutes(5)));
    }

    private static NodeStatus Node(Reason reason) => new()
    {
        Name = "a",
        Policy = new Policy(),
        Decision = new Decision { At = Now, RunState = RunState.Running, Reason = reason },
    };
}
