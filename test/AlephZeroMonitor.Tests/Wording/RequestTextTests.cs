using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Wording;

public class RequestTextTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);
    private static readonly RestartRequest Request = new(1, "a", "API", At);
    private static readonly Decision Decision = new() { At = At, RunState = RunState.Running, Reason = Reason.Requested };

    [Fact]
    public void Of_RequestThatIsNotDecidedYet_SaysSo() => Assert.Equal("requested, not decided yet", RequestText.Of(Request));

    [Fact]
    public void Of_RequestThatIsHeld_HasTheHoldAndItsEnd()
    {
        var held = Decision with { Hold = Hold.Paused, HoldFor = TimeSpan.FromMinutes(5) };
        Assert.Equal("not restarted: held: Paused until 08:05:00Z; the request was dropped", RequestText.Of(Request with { State = RequestState.NotDone, Decision = held }));
        Assert.Equal(
            "not restarted: held: Paused until 2025-03-14 08:00Z; the request was dropped",
            RequestText.Of(Request with { State = RequestState.NotDone, Decision = held with { HoldFor = TimeSpan.FromDays(2) } }));
        Assert.EndsWith("held: Paused until 2025-03-14 08:00Z", DecisionText.Verdict(held with { HoldFor = TimeSpan.FromDays(2) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RequestForANodeThatCannotBeJudged_SaysWhy()
    {
        var stopped = Decision with { Reason = Reason.NotRunning, RunState = RunState.Stopped };
        Assert.Equal("not restarted, because it does not run: Stopped", RequestText.Of(Request with { State = RequestState.NotDone, Decision = stopped }));
    }

    [Fact]
    public void Of_RequestThatIsCarriedOut_SaysHowFarItCame()
    {
        var acting = Request with { State = RequestState.Acting, Decision = Decision };
        Assert.Equal("being restarted (Requested)", RequestText.Of(acting));
        var done = acting with { State = RequestState.Done, Outcome = new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)) };
        Assert.Equal("restarted in 3.0 s", RequestText.Of(done));
        var refused = new ActionOutcome(ActionResult.Failed, TimeSpan.FromSeconds(1)) { Cause = ActionCause.Refused, Said = "no" };
        Assert.Equal("restart failed after 1.0 s: no", RequestText.Of(done with { Outcome = refused }));
        Assert.Equal("the restart failed because of a bug in the monitor; see its log", RequestText.Of(done with { Outcome = null }));
    }
}
