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
        Assert.Equal("restarted in 10.7 s", OutcomeText.Of(Done, Remedy.Restart));

    [Theory]
    [InlineData(GracefulEnd.Ended, ": it ended by itself after SIGTERM")]
    [InlineData(GracefulEnd.IsMainProcess, ": GRACEFUL_STOP not needed: the node is process 1 of its container, so Docker's stop signal reaches it")]
    public void Of_GracefulStop_SaysWhetherItWas(GracefulEnd graceful, string text) =>
        Assert.Contains(text, OutcomeText.Of(Done with { Graceful = graceful }, Remedy.Restart));

    [Fact]
    public void Of_RestartThatUndidAStop_SaysSo() => Assert.EndsWith(
        ": somebody else asked it to stop meanwhile, and Docker started it all the same: stop it again if it is to stay stopped",
        OutcomeText.Of(Done with { Cause = ActionCause.OwnerStopped }, Remedy.Restart));

    [Fact]
    public void Of_Start_NamesWhatLeftItStopped() => Assert.Equal(
        "started in 10.7 s: a previous restart had left it stopped",
        OutcomeText.Of(Done with { Result = ActionResult.Started }, Remedy.Start));

    [Fact]
    public void Of_Failure_HasTheWordsOfWhatRunsTheNode() => Assert.Equal(
        "start failed after 10.7 s: no such mount",
        Text(ActionResult.Failed, ActionCause.Refused, Remedy.Start));

    [Fact]
    public void Of_Abandoned_SaysWhatWasFound() => Assert.Equal(
        "not restarted: the node is Paused now",
        Text(ActionResult.Abandoned, ActionCause.OtherState, Remedy.Restart));

    [Fact]
    public void Of_EveryCause_HasWords() => Assert.All(
        Enum.GetValues<ActionCause>(),
        cause => Assert.DoesNotContain($"{cause}", Text(ActionResult.Failed, cause, Remedy.Restart)));

    private static string Text(ActionResult result, ActionCause cause, Remedy remedy) =>
        OutcomeText.Of(new ActionOutcome(result, Done.Took) { Cause = cause, Said = "no such mount", Found = RunState.Paused }, remedy);
}
