using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class NetworkFinalityWatchTests
{
    private readonly LoopFixture _fixture = new();
    private readonly List<Exception> _failures = [];
    private readonly NetworkFinalityWatch _watch;

    public NetworkFinalityWatchTests()
    {
        _watch = new NetworkFinalityWatch(_fixture.Network, _fixture.Time, _failures.Add);
        Answer(650);
    }

    [Fact]
    public void Look_FinalityStandsForAMinute_TellsWhatTheNetworkHas()
    {
        Assert.Null(Look(600));
        Assert.Equal(650u, LookInAMinute(600)?.Finalized);
    }

    [Fact]
    public void Look_FinalityStandsForLess_AsksNobody()
    {
        Look(600);
        _fixture.Time.AdvanceSeconds(59.9);
        Assert.Null(Look(600));
        Assert.Empty(_fixture.Journal);
    }

    [Fact]
    public void Look_FinalityMoves_AsksNobody()
    {
        for (var block = 600u; block < 620; block++)
        {
            Assert.Null(Look(block));
            _fixture.Time.AdvanceSeconds(59);
        }

        Assert.Empty(_fixture.Journal);
    }

    [Fact]
    public void Look_FinalityMovedSince_ForgetsTheAnswer()
    {
        Look(600);
        Assert.NotNull(LookInAMinute(600));
        Assert.Null(Look(601));
        Assert.Null(Look(600));
    }

    [Fact]
    public void Look_FinalityMovedWhileEndpointsAreAsked_TheirAnswerIsNotTaken()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<uint>>();
        _fixture.Network.Finalized = () => answer.Task;
        Look(600);
        LookInAMinute(600);
        Look(601);
        answer.SetResult([650]);
        Assert.Null(Look(601));
    }

    [Fact]
    public void Look_EndpointFails_TellsNothing()
    {
        Answer();
        Look(600);
        Assert.Null(LookInAMinute(600));
        Assert.Equal(["finalized"], _fixture.Journal);
    }

    [Fact]
    public void Look_ABugOfTheNetwork_IsReported()
    {
        _fixture.Network.Finalized = () => throw new InvalidOperationException();
        Look(600);
        Assert.Null(LookInAMinute(600));
        Assert.Single(_failures);
    }

    [Fact]
    public void Reset_AnotherLife_ForgetsTheAnswer()
    {
        Look(600);
        LookInAMinute(600);
        _watch.Reset();
        Assert.Null(Look(600));
    }

    private void Answer(params uint[] finalized) => _fixture.Network.Finalized = () => Task.FromResult<IReadOnlyList<uint>>(finalized);

    private NetworkFinality? Look(uint finalized) => _watch.Look(
        new Observation
        {
            At = _fixture.Time.GetUtcNow(),
            Elapsed = _fixture.Time.GetElapsedTime(0),
            RunState = RunState.Running,
            Facts = new NodeFacts { Finalized = finalized },
        },
        TestContext.Current.CancellationToken);

    private NetworkFinality? LookInAMinute(uint finalized)
    {
        _fixture.Time.AdvanceSeconds(60);
        return Look(finalized);
    }
}
