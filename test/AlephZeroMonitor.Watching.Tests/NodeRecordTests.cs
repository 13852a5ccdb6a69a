using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

/// <summary>Which life an end belongs to.</summary>
public class NodeRecordTests : CheckFixture
{
    private static readonly NodeLife OtherLife = FakeTarget.Life with { StartedAt = FakeTarget.Life.StartedAt.AddHours(1) };

    [Fact]
    public async Task EndLife_OfTheLastLife_IsSavedWithIt()
    {
        await RunAsync();
        Check.EndLife(EndedAt(1));
        await RunAsync();
        Assert.Equal([(FakeTarget.Life, EndedAt(1))], Fixture.History.LifeEnds);
    }

    [Fact]
    public async Task EndLife_ReportedAfterTheNextLifeWasSeen_IsSavedWithTheLifeBefore()
    {
        await RunAsync();
        Fixture.Target.View = new TargetView { RunState = RunState.Running, Life = OtherLife };
        await RunAsync();
        Check.EndLife(EndedAt(3599));
        Check.EndLife(EndedAt(3601));
        await RunAsync();
        Assert.Equal([FakeTarget.Life, OtherLife], Fixture.History.LifeEnds.Select(each => each.Life));
    }

    [Fact]
    public async Task EndLife_OfALifeTooShortToBeSeen_LeavesTheEndOfTheLifeBefore()
    {
        await RunAsync();
        Check.EndLife(EndedAt(1));
        Check.EndLife(EndedAt(20));
        Fixture.Target.View = new TargetView { RunState = RunState.Running, Life = OtherLife };
        await RunAsync();
        Assert.Equal([(FakeTarget.Life, EndedAt(1))], Fixture.History.LifeEnds);
    }

    [Fact]
    public async Task RunAsync_FirstSeenStopped_SavesTheEndOfItsLife()
    {
        Fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, End = EndedAt(5) };
        await RunAsync();
        Assert.Equal([(FakeTarget.Life, EndedAt(5))], Fixture.History.LifeEnds);
    }

    private static LifeEnd EndedAt(double seconds) => new(FakeTarget.Life.StartedAt.AddSeconds(seconds), 137, false, false);
}
