using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

/// <summary>A check of one node, while another is acted on.</summary>
public class NodeCheckTurnTests
{
    private readonly LoopFixture _fixture = new();
    private readonly NodeCheck _check;

    public NodeCheckTurnTests() => _check = new NodeCheck(_fixture.Node, _fixture.Target, _fixture.Context);

    [Fact]
    public async Task RunAsync_AnotherIsActedOn_WaitsAndIsAskedWhenThatIsDone()
    {
        var (other, asked) = (_fixture.AddNode("other"), 0);
        _fixture.Node.Asked += () => asked++;
        _fixture.FallBehind();
        _fixture.Fleet.TakeTurn(other);
        Assert.False(await RunAsync());
        Assert.Equal((Hold.OneAtATime, "other"), (_fixture.Report.Decision.Hold, _fixture.Report.Decision.WaitsFor));
        Assert.Empty(_fixture.Target.Actions);
        _fixture.Fleet.Release(other);
        Assert.Equal(1, asked);
        Assert.True(await RunAsync());
    }

    [Fact]
    public async Task RunAsync_ActedOn_HasItsTurnUntilThatHasEnded()
    {
        var other = _fixture.AddNode("other");
        _fixture.FallBehind();
        string? first = null;
        _fixture.Target.OnAct = () =>
        {
            first = _fixture.Fleet.TakeTurn(other);
            throw new InvalidOperationException("a bug");
        };
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        Assert.Equal(("node", null), (first, _fixture.Fleet.TakeTurn(other)));
    }

    private Task<bool> RunAsync() => _check.RunAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask();
}
