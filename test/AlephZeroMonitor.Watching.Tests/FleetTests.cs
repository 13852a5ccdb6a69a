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
    public void AreAllOthersSick_OneIsNoNode_DoesNotCount()
    {
        var (c, dependant) = (_fixture.AddNode("c"), _fixture.AddNode("dependant"));
        dependant.Report = new NodeReport
        {
            Name = dependant.Name,
            Seen = new Observation(new TargetView { RunState = RunState.Running, IsDependant = true }) { At = default, Elapsed = default },
            Decision = new Decision { At = default, Reason = Reason.Dependant, RunState = RunState.Running },
            Policy = new Policy(),
        };
        Judge(_b, Reason.FarBehind);
        Judge(dependant, Reason.Dependant);
        Assert.False(_fleet.AreAllOthersSick(_a));
        Judge(c, Reason.FarBehind);
        Assert.True(_fleet.AreAllOthersSick(_a));
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
    public void Gather_OneNode_AsksNobody()
    {
        _fixture.Nodes.Remove(_b);
        _fleet.Gathering += () => Assert.Fail("asked");
        Assert.True(Gather(_a).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Gather_OtherIsActedOn_DoesNotWaitForIt()
    {
        _fleet.TakeTurn(_b);
        await Gather(_a);
    }

    [Fact]
    public void TakeTurn_AnotherHasIt_NamesThatUntilItIsReleased()
    {
        Assert.Null(_fleet.TakeTurn(_b));
        Assert.Equal(("b", "b", null), (_fleet.FirstBefore(_a), _fleet.TakeTurn(_a), _fleet.FirstBefore(_b)));
        _fleet.Release(_b);
        Assert.Null(_fleet.TakeTurn(_a));
        Assert.Equal("node", _fleet.FirstBefore(_b));
    }

    [Theory]
    [InlineData(500u, 501u, "b")]
    [InlineData(500u, 499u, null)]
    [InlineData(500u, 500u, "b")]
    [InlineData(500u, null, "b")]
    [InlineData(null, 500u, null)]
    public void TakeTurn_SeveralAreToBeActedOn_IsOfTheOneFurthestBehind(uint? own, uint? other, string? first)
    {
        Judge(_a, own is null ? Reason.LeftStopped : Reason.FarBehind, lag: own);
        Judge(_b, other is null ? Reason.LeftStopped : Reason.FarBehind, lag: other);
        Assert.Equal(first, _fleet.TakeTurn(_a));
        Assert.Equal(first is null ? "node" : null, _fleet.TakeTurn(_b));
    }

    [Theory]
    [InlineData(Hold.OneAtATime, false, "b")]
    [InlineData(Hold.OneAtATime, true, null)]
    [InlineData(Hold.CoolingDown, false, null)]
    [InlineData(Hold.DryRun, true, null)]
    public void TakeTurn_OtherIsHeld_ComesFirstOnlyWhereNothingElseHoldsIt(Hold hold, bool isDryRun, string? first)
    {
        if (isDryRun)
        {
            _b.DryRun("test");
        }

        Judge(_b, Reason.FarBehind, lag: 900, hold: hold);
        Assert.Equal(first, _fleet.TakeTurn(_a));
    }

    [Fact]
    public void TakeTurn_OtherWasSeenLongAgo_IsNotKeptWaiting()
    {
        Judge(_b, Reason.FarBehind, lag: 900);
        _time.AdvanceSeconds(60.1);
        Assert.Null(_fleet.TakeTurn(_a));
    }

    [Fact]
    public void TakeTurn_TwoAtATime_TheThirdWaits()
    {
        var (fleet, c) = (new Fleet(_fixture.Nodes, _time, TimeSpan.Zero, maxParallel: 2), _fixture.AddNode("c"));
        Assert.Equal((null, null), (fleet.TakeTurn(_a), fleet.TakeTurn(_b)));
        Assert.NotNull(fleet.TakeTurn(c));
        fleet.Forget(_a);
        Assert.Null(fleet.TakeTurn(c));
    }

    [Fact]
    public void Release_OfATurn_AsksThoseThatWaitAndNoOther()
    {
        var (asked, c) = (new List<string>(), _fixture.AddNode("c"));
        _b.Asked += () => asked.Add("b");
        c.Asked += () => asked.Add("c");
        _fleet.TakeTurn(_a);
        _ = (_fleet.FirstBefore(_b), _fleet.FirstBefore(c));
        Judge(_b, Reason.FarBehind, lag: 900, hold: Hold.OneAtATime);
        Judge(c, Reason.InStep);
        _fleet.Release(_a);
        _fleet.Release(_a);
        Assert.Equal(["b"], asked);
    }

    [Fact]
    public void Judged_FirstIsWellAgain_AsksThoseThatWaitForIt()
    {
        var asked = 0;
        _a.Asked += () => asked++;
        Judge(_b, Reason.FarBehind, lag: 900);
        Assert.Equal("b", _fleet.TakeTurn(_a));
        Judge(_a, Reason.FarBehind, lag: 500, hold: Hold.OneAtATime);
        Judge(_b, Reason.InStep);
        Assert.Equal(1, asked);
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

    private void Judge(Node node, Reason reason, string? chain = null, uint? lag = null, Hold hold = Hold.None) =>
        _fleet.Judged(node, new Decision { At = default, Reason = reason, RunState = RunState.Running, Lag = lag, Hold = hold }, chain, _time.GetTimestamp());

    private Task Gather(Node node) => _fleet.GatherAsync(node, _time.GetTimestamp(), TestContext.Current.CancellationToken).AsTask();

    private async Task PollAsync()
    {
        Assert.Equal(0.05, await _time.NextWaitAsync());
        _time.AdvanceSeconds(0.05);
    }
}
