using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

/// <summary>A check of one node, while another is acted on.</summary>
public class NodeCheckTurnTests : CheckFixture
{
    [Fact]
    public async Task RunAsync_AnotherIsActedOn_WaitsAndIsAskedWhenThatIsDone()
    {
        var (other, asked) = (Fixture.AddNode("other"), 0);
        Fixture.Node.Asked += () => asked++;
        Fixture.FallBehind();
        Fixture.Fleet.TakeTurn(other);
        Assert.False(await RunAsync());
        Assert.Equal((Hold.OneAtATime, "other"), (Fixture.Report.Decision.Hold, Fixture.Report.Decision.WaitsFor));
        Assert.Empty(Fixture.Target.Actions);
        Fixture.Fleet.Release(other);
        Assert.Equal(1, asked);
        Assert.True(await RunAsync());
    }

    [Fact]
    public async Task RunAsync_ActedOn_HasItsTurnUntilThatHasEnded()
    {
        var other = Fixture.AddNode("other");
        Fixture.FallBehind();
        string? first = null;
        Fixture.Target.OnAct = () =>
        {
            first = Fixture.Fleet.TakeTurn(other);
            throw new InvalidOperationException("a bug");
        };
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        Assert.Equal(("node", null), (first, Fixture.Fleet.TakeTurn(other)));
    }
}
