using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands.Terminal;

public class WordsTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Reason.FarBehind, "far behind")]
    [InlineData(Reason.InStep, "in step")]
    [InlineData(Reason.NotRunning, "not running")]
    public void Of_Name_IsWords(Reason reason, string words) => Assert.Equal(words, Words.Of(reason));

    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(725, "12 min 5 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(273600, "3 d 4 h")]
    [InlineData(-5, "0 s")]
    public void Span_Seconds_HasTwoUnits(int seconds, string text) => Assert.Equal(text, Words.Span(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void State_CheckThatIsOverdue_SaysSo()
    {
        Assert.Equal("not checked yet", Words.State(new NodeStatus { Name = "a" }));
        Assert.Equal("in step", Words.State(new NodeStatus { Name = "a", Reason = Reason.InStep, IsFresh = true }));
        Assert.Equal("in step (check overdue)", Words.State(new NodeStatus { Name = "a", Reason = Reason.InStep }));
    }

    [Fact]
    public void Hold_EndOnAnotherDay_HasItsDate()
    {
        var node = new NodeStatus { Name = "a", Hold = Core.Hold.CoolingDown, HoldUntil = Now.AddMinutes(5) };
        Assert.Equal("cooling down until 08:05:00Z", Words.Hold(node, Now));
        Assert.Equal("cooling down until 2025-03-13 08:00Z", Words.Hold(node with { HoldUntil = Now.AddDays(1) }, Now));
    }

    [Fact]
    public void Hold_NothingAsksForARestart_TellsOfPauseAndDryRun()
    {
        var node = new NodeStatus { Name = "a", Reason = Reason.InStep };
        Assert.Equal("", Words.Hold(node, Now));
        Assert.Equal("dry run", Words.Hold(node with { IsDryRun = true }, Now));
        Assert.Equal("paused until 09:00:00Z", Words.Hold(node with { PausedUntil = Now.AddHours(1), IsDryRun = true }, Now));
    }

    [Fact]
    public void Alerts_OfANode_AreItsAlertsSeriousTroublesAndLackOfPeers()
    {
        Assert.Equal("", Words.Alerts(new NodeStatus { Name = "a", Peers = 3, Troubles = [Trouble(TroubleKind.Warning), Trouble(TroubleKind.Error), Trouble(TroubleKind.NoPeers)] }));
        Assert.Equal(
            "finality stalled, forked, disk full, no peers",
            Words.Alerts(new NodeStatus { Name = "a", Alerts = [Core.Alerts.FinalityStalled, Core.Alerts.Forked], Peers = 0, Troubles = [Trouble(TroubleKind.DiskFull)] }));
    }

    private static TroubleEntry Trouble(TroubleKind kind) => new() { Kind = kind, Count = 1, Line = "line" };
}
