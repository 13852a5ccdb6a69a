using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Wording;

public class OutcomeTextTests
{
    private static readonly ActionOutcome Done = new(ActionResult.Restarted, TimeSpan.FromSeconds(10.7))
    {
        NewLifeStartedAt = new(2025, 3, 12, 12, 9, 20, TimeSpan.Zero),
    };

    [Fact]
    public void Of_Restart_SaysHowLongItTookAndWhenTheNewLifeBegan() =>
        Assert.Equal("restarted in 10.7 s: started at 2025-03-12T12:09:20Z", OutcomeText.Of(Done, Remedy.Restart));

    [Theory]
    [InlineData(GracefulEnd.Ended, "; it ended by itself after SIGTERM")]
    [InlineData(GracefulEnd.IsMainProcess, "; not gracefully: process 1 of the container has no child, so it is the node itself, and Docker's own stop reaches it")]
    public void Of_GracefulStop_SaysWhetherItWas(GracefulEnd graceful, string end) =>
        Assert.EndsWith(end, OutcomeText.Of(Done with { Graceful = graceful }, Remedy.Restart), StringComparison.Ordinal);

    [Fact]
    public void Of_Start_NamesWhatLeftItStopped() => Assert.Equal(
        "started in 10.7 s: started at 2025-03-12T12:09:20Z; the restart before had left it stopped",
        OutcomeText.Of(Done with { Result = ActionResult.Started }, Remedy.Start));

    [Fact]
    public void Of_Failure_HasTheWordsOfWhatRunsTheNode() => Assert.Equal(
        "start failed after 10.7 s: no such mount",
        OutcomeText.Of(new ActionOutcome(ActionResult.Failed, Done.Took) { Cause = ActionCause.Refused, Said = "no such mount" }, Remedy.Start));

    [Fact]
    public void Of_Abandoned_SaysWhatWasFound() => Assert.Equal(
        "not restarted: the node is Paused now",
        OutcomeText.Of(new ActionOutcome(ActionResult.Abandoned, default) { Cause = ActionCause.OtherState, Found = RunState.Paused }, Remedy.Restart));

    [Fact]
    public void Of_EveryCause_HasWords() => Assert.All(
        Enum.GetValues<ActionCause>(),
        cause => Assert.DoesNotContain($"{cause}", OutcomeText.Of(new ActionOutcome(ActionResult.Failed, default) { Cause = cause }, Remedy.Restart)));
}
