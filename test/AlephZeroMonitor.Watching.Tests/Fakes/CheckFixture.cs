namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>Checks of one node.</summary>
public abstract class CheckFixture
{
    protected CheckFixture() => Check = new NodeCheck(Fixture.Node, Fixture.Target, Fixture.Context);

    private protected LoopFixture Fixture { get; } = new();

    private protected NodeCheck Check { get; }

    protected Task<bool> RunAsync() => Check.RunAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask();
}
