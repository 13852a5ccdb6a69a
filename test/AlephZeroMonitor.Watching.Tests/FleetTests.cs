using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class FleetTests
{
    private readonly LoopFixture _fixture = new();
    private readonly LoopTime _time;
    private readonly Fleet _fleet;
    private readonly Node _a;
    private readonly Node _b;

    public FleetTests()
    {
        (_time, _a, _b) = (_fixture.Time, _fixture.Node, _fixture.AddNode("b"));
        _fleet = new Fleet(_fixture.Nodes, _time, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void AreAllOthersSick_TwoNodes_SaysNothing()
    {
        Judge(_b, Reason.FarBehind);
        Assert.False(_fleet.AreAllOthersSick(_a));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(60.001, false)]
    public void AreAllOthersSick_ThreeNodes_WithinAMinute(double later, bool expected)
    {
        Judge(_b, Reason.FarBehind);
        Judge(_fixture.AddNode("c"), Reason.IdleBehind);
        _time.AdvanceSeconds(later);
        Assert.Equal(expected, _fleet.AreAllOthersSick(_a));
    }

    [Theory]
    [InlineData(Reason.InStep)]
    [InlineData(Reason.Requested)]
    [InlineData(Reason.LeftStopped)]
    [InlineData(Reason.HeadUnknown)]
    public void AreAllOthersSick_OneOfThemIsNot_No(Reason reason)
    {
        Judge(_b, Reason.FarBehind);
        Judge(_fixture.AddNode("c"), reason);
        Assert.False(_fleet.AreAllOthersSick(_a));
    }

    [Fact]
    public void AreAllOthersSick_OneWasNeverLookedAt_No()
    {
        Judge(_b, Reason.FarBehind);
        _fixture.AddNode("c");
        Assert.False(_fleet.AreAllOthersSick(_a));
    }

    [Fact]
    public void AreAllOthersSick_ForgottenNode_IsAsIfNeverLookedAt()
    {
        var c = _fixture.AddNode("c");
        Judge(_b, Reason.FarBehind);
        Judge(c, Reason.FarBehind);
        _fleet.Forget(c);
        Assert.False(_fleet.AreAllOthersSick(_a));
    }

    [Fact]
    public void Judged_Chains_AreCollected()
    {
        Judge(_a, Reason.InStep, "Aleph Zero");
        Judge(_b, Reason.InStep, "Aleph Zero Testnet");
        Judge(_b, Reason.InStep);
        Assert.Equal(["Aleph Zero", "Aleph Zero Testnet"], _fleet.Chains.Order());
    }

    [Fact]
    public void Gather_TwoNodes_AsksNobody()
    {
        _fleet.Gathering += () => Assert.Fail("asked");
        Assert.True(Gather(_a).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Gather_UntilOthersWereLookedAt_Waits()
    {
        var asked = 0;
        var c = _fixture.AddNode("c");
        _fleet.Gathering += () => asked++;
        Judge(_b, Reason.InStep);
        Judge(c, Reason.InStep);
        _time.AdvanceSeconds(0.1);
        var gathering = Gather(_a);
        Judge(_b, Reason.InStep);
        await PollAsync();
        Assert.False(gathering.IsCompleted);
        Judge(c, Reason.InStep);
        _time.AdvanceSeconds(0.05);
        await gathering;
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Gather_OthersAreNotLookedAt_WaitsForItsPatienceOnly()
    {
        _fixture.AddNode("c");
        var (begin, gathering) = (_time.GetTimestamp(), Gather(_a));
        while (_time.GetElapsedTime(begin) < TimeSpan.FromSeconds(0.95))
        {
            await PollAsync();
        }

        Assert.False(gathering.IsCompleted);
        _time.AdvanceSeconds(0.05);
        await gathering;
    }

    [Fact]
    public async Task Gather_OthersGatherToo_DoesNotWaitForThem()
    {
        var c = _fixture.AddNode("c");
        var first = Gather(_a);
        Judge(c, Reason.InStep);
        Assert.True(Gather(_b).IsCompletedSuccessfully);
        Assert.False(first.IsCompleted);
        Judge(_b, Reason.FarBehind);
        _time.AdvanceSeconds(0.05);
        await first;
    }

    [Fact]
    public async Task Gather_Cancelled_Ends()
    {
        _fixture.AddNode("c");
        using var stop = new CancellationTokenSource();
        var gathering = _fleet.GatherAsync(_a, _time.GetTimestamp(), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gathering);
    }

    private void Judge(Node node, Reason reason, string? chain = null) => _fleet.Judged(node, reason, chain, _time.GetTimestamp());

    private Task Gather(Node node) => _fleet.GatherAsync(node, _time.GetTimestamp(), TestContext.Current.CancellationToken).AsTask();

    private async Task PollAsync()
    {
        Assert.Equal(0.05, await _time.NextWaitAsync());
        _time.AdvanceSeconds(0.05);
    }
}
