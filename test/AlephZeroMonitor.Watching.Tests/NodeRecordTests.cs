using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

/// <summary>Which life an end belongs to.</summary>
public class NodeRecordTests
{
    private static readonly NodeLife OtherLife = FakeTarget.Life with { StartedAt = FakeTarget.Life.StartedAt.AddHours(1) };

    private readonly LoopFixture _fixture = new();
    private readonly NodeCheck _check;

    public NodeRecordTests() => _check = new NodeCheck(_fixture.Node, _fixture.Target, _fixture.Context);

    [Fact]
    public async Task EndLife_OfTheLastLife_IsSavedWithIt()
    {
        await RunAsync();
        _check.EndLife(EndedAt(1));
        await RunAsync();
        Assert.Equal([(FakeTarget.Life, EndedAt(1))], _fixture.History.LifeEnds);
    }

    [Fact]
    public async Task EndLife_ReportedAfterTheNextLifeWasSeen_IsSavedWithTheLifeBefore()
    {
        await RunAsync();
        _fixture.Target.View = new TargetView { RunState = RunState.Running, Life = OtherLife };
        await RunAsync();
        _check.EndLife(EndedAt(3599));
        _check.EndLife(EndedAt(3601));
        await RunAsync();
        Assert.Equal([FakeTarget.Life, OtherLife], _fixture.History.LifeEnds.Select(each => each.Life));
    }

    [Fact]
    public async Task EndLife_OfALifeTooShortToBeSeen_LeavesTheEndOfTheLifeBefore()
    {
        await RunAsync();
        _check.EndLife(EndedAt(1));
        _check.EndLife(EndedAt(20));
        _fixture.Target.View = new TargetView { RunState = RunState.Running, Life = OtherLife };
        await RunAsync();
        Assert.Equal([(FakeTarget.Life, EndedAt(1))], _fixture.History.LifeEnds);
    }

    [Fact]
    public async Task RunAsync_FirstSeenStopped_SavesTheEndOfItsLife()
    {
        _fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, End = EndedAt(5) };
        await RunAsync();
        Assert.Equal([(FakeTarget.Life, EndedAt(5))], _fixture.History.LifeEnds);
    }

    private static LifeEnd EndedAt(double seconds) => new(FakeTarget.Life.StartedAt.AddSeconds(seconds), 137, false, false);

    private Task<bool> RunAsync() => _check.RunAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask();
}
