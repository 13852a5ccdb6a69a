using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public sealed class NodeLoopTests : IAsyncDisposable
{
    private const double Interval = 10;
    private const double EventSpacing = 0.1;
    private const double HeadSpacing = 1;

    private readonly LoopFixture _fixture = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_EachInterval_ChecksWithAHeadThatNodesShare()
    {
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        await WaitsAsync(Interval);
        Assert.Equal([1, 1], _fixture.Network.MaxAges);
        Assert.Equal(2, _fixture.Target.Looks);
    }

    [Fact]
    public async Task RunAsync_CheckTakesTime_TheNextIsDueAnIntervalAfterItsBegin()
    {
        _fixture.Target.OnLook = () =>
        {
            _fixture.Time.AdvanceSeconds(4);
            return Task.CompletedTask;
        };
        Begin();
        Assert.Equal(Interval - 4, await _fixture.Time.NextWaitAsync());
    }

    [Fact]
    public async Task RunAsync_AfterAnAction_ChecksAtOnce()
    {
        _fixture.FallBehind();
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        Assert.Equal(3, _fixture.Target.Looks);
        Assert.Equal([Hold.None, Hold.CoolingDown], _fixture.Projection.Reports.Select(report => report.Decision.Hold));
    }

    [Fact]
    public async Task RunAsync_SeveralEvents_CheckOnceSoonAfter()
    {
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        _fixture.Target.Raise(Event(TargetEventKind.Started));
        _fixture.Target.Raise(null);
        Assert.Equal(EventSpacing, await _fixture.Time.NextWaitAsync());
        _fixture.Target.Raise(Event(TargetEventKind.Unhealthy));
        _fixture.Time.AdvanceSeconds(EventSpacing);
        Assert.Equal(Interval - EventSpacing, await _fixture.Time.NextWaitAsync());
        _fixture.Time.AdvanceSeconds(Interval - EventSpacing);
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        Assert.Equal([1, Interval, 1], _fixture.Network.MaxAges);
        Assert.Equal([TargetEventKind.Started, TargetEventKind.Unhealthy], _fixture.Projection.Events.Select(each => each.Kind));
    }

    [Theory]
    [InlineData(1021u)]
    [InlineData(1101u)]
    public async Task RunAsync_HeadCrossesAThresholdSoonAfterACheck_ChecksASecondAfterIt(uint head)
    {
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        _fixture.Network.Raise(head);
        Assert.Equal(HeadSpacing, await _fixture.Time.NextWaitAsync());
        _fixture.Time.AdvanceSeconds(HeadSpacing);
        Assert.Equal(Interval - HeadSpacing, await _fixture.Time.NextWaitAsync());
        Assert.Equal([1, Interval], _fixture.Network.MaxAges);
    }

    [Theory]
    [InlineData(1021u)]
    [InlineData(null)]
    public async Task RunAsync_HeadOrEventLongAfterACheck_ChecksAtOnce(uint? head)
    {
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        _fixture.Time.AdvanceSeconds(2);
        if (head is { } number)
        {
            _fixture.Network.Raise(number);
        }
        else
        {
            _fixture.Target.Raise(Event(TargetEventKind.Started));
        }

        Assert.Equal(Interval - 2, await _fixture.Time.NextWaitAsync());
        Assert.Equal([1, Interval], _fixture.Network.MaxAges);
    }

    [Theory]
    [InlineData(1005u, 1020u)] // not over the first threshold
    [InlineData(1030u, 1100u)] // over the first since long, not over the second
    [InlineData(1005u, 900u)] // before the node's block
    public async Task RunAsync_OtherHead_ChecksAtTheIntervalOnly(uint before, uint head)
    {
        _fixture.Network.Show(before);
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        _fixture.Network.Raise(head);
        for (var i = 0; i < 2; i++)
        {
            _fixture.Time.AdvanceSeconds(Interval);
            Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        }

        Assert.Equal([1, 1, 1], _fixture.Network.MaxAges);
    }

    [Fact]
    public async Task RunAsync_OperatorAsks_ChecksSoonAfter()
    {
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        var id = _fixture.Node.RequestRestart("test").Id;
        Assert.Equal(EventSpacing, await _fixture.Time.NextWaitAsync());
        _fixture.Time.AdvanceSeconds(EventSpacing);
        Assert.Equal(Interval - EventSpacing, await _fixture.Time.NextWaitAsync());
        Assert.Equal(RequestState.Done, _fixture.Node.FindRequest(id)?.State);
    }

    [Fact]
    public async Task RunAsync_FleetGathers_ChecksSoonAfter()
    {
        var other = _fixture.AddNode("b");
        _fixture.AddNode("c");
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        await _fixture.Fleet.GatherAsync(other, 0, TestContext.Current.CancellationToken);
        Assert.Equal(EventSpacing, await _fixture.Time.NextWaitAsync());
    }

    [Fact]
    public async Task RunAsync_CheckThrows_IsReportedAndTheLoopGoesOn()
    {
        _fixture.Target.OnLook = () => throw new InvalidOperationException("a bug");
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        _fixture.Target.OnLook = () => Task.CompletedTask;
        await WaitsAsync(Interval);
        var (name, bug) = Assert.Single(_fixture.Projection.Failures);
        Assert.Equal(("node", "a bug"), (name, bug.Message));
        Assert.Equal(Reason.InStep, _fixture.Report.Decision.Reason);
    }

    [Fact]
    public async Task RunAsync_ActionThrows_IsReportedAndTheLoopGoesOn()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => throw new InvalidOperationException("a bug");
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        await WaitsAsync(Interval);
        Assert.Equal("a bug", Assert.Single(_fixture.Projection.Failures).Bug.Message);
        Assert.Single(_fixture.Target.Actions);
        Assert.Equal(Hold.CoolingDown, _fixture.Report.Decision.Hold);
    }

    [Fact]
    public async Task RunAsync_TimeOutOfACheck_IsNotTheEndOfTheLoop()
    {
        _fixture.Target.OnLook = () => throw new OperationCanceledException();
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        Assert.Single(_fixture.Projection.Failures);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAndListensToNobody()
    {
        Begin();
        Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());
        Assert.True(_fixture.Target.IsListenedTo && _fixture.Network.IsListenedTo);
        await _stop.CancelAsync();
        await _loop.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(_fixture.Target.IsListenedTo || _fixture.Network.IsListenedTo);
        Assert.Empty(_fixture.Projection.Failures);
    }

    [Fact]
    public async Task RunAsync_CheckHangs_IsNotAliveAfterTheLongestCheck()
    {
        var looking = new TaskCompletionSource();
        _fixture.Target.OnLook = () => looking.Task;
        Begin();
        _fixture.Time.Advance(Node.LongestCheck);
        Assert.True(_fixture.Node.IsAlive);
        _fixture.Time.AdvanceSeconds(0.001);
        Assert.False(_fixture.Node.IsAlive);
        looking.SetResult();
        await _fixture.Time.NextWaitAsync();
        Assert.True(_fixture.Node.IsAlive);
    }

    [Fact]
    public void RunAsync_ActionHangs_IsNotAliveAfterTheLongestAction()
    {
        var acting = new TaskCompletionSource<ActionOutcome>();
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => acting.Task;
        Begin();
        _fixture.Time.Advance(_fixture.Target.LongestAction);
        Assert.True(_fixture.Node.IsAlive);
        _fixture.Time.AdvanceSeconds(0.001);
        Assert.False(_fixture.Node.IsAlive);
        acting.SetResult(new ActionOutcome(ActionResult.Failed, TimeSpan.Zero));
    }

    [Fact]
    public async Task RunAsync_LifeEndsDuringAnAction_IsOurs()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () =>
        {
            _fixture.Target.Raise(Event(TargetEventKind.Ended) with { ExitCode = 143 });
            return Task.FromResult(new ActionOutcome(ActionResult.Restarted, TimeSpan.Zero));
        };
        Begin();
        await _fixture.Time.NextWaitAsync();
        var (life, end) = Assert.Single(_fixture.History.LifeEnds);
        Assert.Equal((FakeTarget.Life, 143, true), (life, end.ExitCode, end.IsOurs));
        Assert.Equal([(TargetEventKind.Ended, true)], _fixture.Projection.Events);
    }

    [Theory]
    [InlineData(1.9, true)]
    [InlineData(2, false)]
    public async Task RunAsync_LifeEndIsReportedAfterAnAction_IsOursForTwoSeconds(double after, bool isOurs)
    {
        _fixture.FallBehind();
        Begin();
        await _fixture.Time.NextWaitAsync();
        _fixture.Time.AdvanceSeconds(after);
        _fixture.Target.Raise(Event(TargetEventKind.Ended));
        await _fixture.Time.NextWaitAsync();
        Assert.Equal(isOurs, Assert.Single(_fixture.History.LifeEnds).End.IsOurs);
    }

    private TargetEvent Event(TargetEventKind kind) => new(kind, _fixture.Time.GetUtcNow());

    private void Begin() => _loop = new NodeLoop(_fixture.Node, _fixture.Target, _fixture.Context).RunAsync(_stop.Token);

    private async Task WaitsAsync(double seconds)
    {
        _fixture.Time.AdvanceSeconds(seconds);
        Assert.Equal(seconds, await _fixture.Time.NextWaitAsync());
    }
}
