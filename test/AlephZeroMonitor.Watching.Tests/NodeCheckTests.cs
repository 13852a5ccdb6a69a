using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class NodeCheckTests
{
    private static readonly NodeLife OtherLife = FakeTarget.Life with { StartedAt = FakeTarget.Life.StartedAt.AddHours(1) };

    private readonly LoopFixture _fixture = new();
    private readonly NodeCheck _check;

    public NodeCheckTests() => _check = new NodeCheck(_fixture.Node, _fixture.Target, _fixture.Context);

    [Fact]
    public async Task RunAsync_NodeInStep_LooksOnceAndDoesNothing()
    {
        Assert.False(await RunAsync());
        Assert.Equal(
            ["look", "ask network", "ask node", "read log", "save life", "save sample", "save decision", "checked"], _fixture.Journal);
    }

    [Fact]
    public async Task RunAsync_NodeFarBehind_JudgesTwiceThenSavesThenReportsThenActs()
    {
        _fixture.FallBehind();
        Assert.True(await RunAsync());
        string[] expected =
        [
            "look", "ask network", "ask node", "read log", "refresh log", "look", "ask network", "ask node", "read log", "save life",
            "save sample", "save decision", "save intent", "checked", "acting", "act", "save outcome", "acted",
        ];
        Assert.Equal(expected, _fixture.Journal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 10)]
    public async Task RunAsync_SecondLook_AsksForAFreshHeadWhenASingleAnswerShowedIt(int endpoints, double secondAge)
    {
        _fixture.Network.Show(1200, endpoints);
        await RunAsync();
        Assert.Equal([1, secondAge], _fixture.Network.MaxAges);
    }

    [Fact]
    public async Task RunAsync_SecondLookDisagrees_NothingIsDone()
    {
        _fixture.FallBehind();
        _fixture.Target.OnRefresh = _fixture.CatchUp;
        Assert.False(await RunAsync());
        Assert.Equal((Reason.InStep, 0), (_fixture.Report.Decision.Reason, _fixture.Report.Decision.RestartsInARow));
        Assert.Empty(_fixture.Target.Actions);
        Assert.Empty(_fixture.History.Intents);
    }

    [Fact]
    public async Task RunAsync_Restart_SavesItsLifeItsDecisionAndTheLastMinuteOfTheLog()
    {
        _fixture.FallBehind();
        await RunAsync();
        var intent = Assert.Single(_fixture.History.Intents);
        Assert.Equal((Remedy.Restart, FakeTarget.Life, "tail"), (intent.Remedy, intent.Life, intent.LogTail));
        Assert.Equal(_fixture.Report.DecisionId, intent.DecisionId);
        Assert.Equal([(Remedy.Restart, FakeTarget.Life)], _fixture.Target.Actions);
    }

    [Fact]
    public async Task RunAsync_IntentCannotBeSavedByABug_TargetIsNotAsked()
    {
        _fixture.FallBehind();
        _fixture.History.OnBegin = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        Assert.Empty(_fixture.Target.Actions);
        Assert.Empty(_fixture.Projection.Reports);
    }

    [Fact]
    public async Task RunAsync_ActionAbandoned_TheNextCheckIsNotAtOnce()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero));
        Assert.False(await RunAsync());
    }

    [Fact]
    public async Task RunAsync_AfterAnAbandonedAction_NoEndIsTakenForOurs()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero));
        await RunAsync();
        await RunAsync();
        Assert.Null(_fixture.Target.LastAction);
    }

    [Fact]
    public async Task RunAsync_ActionFailed_TheNextCheckIsAtOnce()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Failed, TimeSpan.Zero));
        Assert.True(await RunAsync());
    }

    [Fact]
    public async Task RunAsync_AfterAnAction_TheNextObservationAloneHasItsOutcome()
    {
        _fixture.FallBehind();
        await RunAsync();
        await RunAsync();
        await RunAsync();
        Assert.Equal([null, ActionResult.Restarted, null], _fixture.Projection.Reports.Select(report => report.Seen.Outcome?.Result));
        Assert.Equal([Hold.None, Hold.CoolingDown, Hold.CoolingDown], _fixture.Projection.Reports.Select(report => report.Decision.Hold));
    }

    [Fact]
    public async Task RunAsync_LeftStoppedByOurRestart_StartsTheLifeThatEnded()
    {
        _fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, StopCause = StopCause.OurRestart };
        Assert.True(await RunAsync());
        Assert.Equal([(Remedy.Start, FakeTarget.Life)], _fixture.Target.Actions);
        Assert.Equal(Remedy.Start, Assert.Single(_fixture.History.Intents).Remedy);
    }

    [Fact]
    public async Task RunAsync_AnotherMonitorActs_Holds()
    {
        _fixture.Target.View = _fixture.Target.View with { StandingByFor = "other" };
        await HoldsAsync(Hold.StandingBy);
    }

    [Fact]
    public async Task RunAsync_Paused_Holds()
    {
        _fixture.Node.PauseFor(TimeSpan.FromHours(1), "test");
        await HoldsAsync(Hold.Paused);
    }

    [Theory]
    [InlineData(OwnerStop.Pending)]
    [InlineData(OwnerStop.Unknown)]
    public async Task RunAsync_OwnerMayBeStoppingIt_Holds(OwnerStop stop)
    {
        _fixture.Target.View = _fixture.Target.View with { OwnerStop = stop };
        await HoldsAsync(Hold.OwnerStopping);
    }

    [Fact]
    public async Task RunAsync_DryRun_Holds()
    {
        _fixture.Node.DryRun("test");
        await HoldsAsync(Hold.DryRun);
    }

    [Fact]
    public async Task RunAsync_Request_IsActingMeanwhileAndDoneAfterwards()
    {
        var id = _fixture.Node.RequestRestart("test").Id;
        RequestState? meanwhile = null;
        _fixture.Target.OnAct = () =>
        {
            meanwhile = _fixture.Node.FindRequest(id)?.State;
            return Task.FromResult(new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(5)));
        };
        await RunAsync();
        var request = _fixture.Node.FindRequest(id)!;
        Assert.Equal((RequestState.Acting, RequestState.Done), (meanwhile, request.State));
        Assert.Equal((Reason.Requested, TimeSpan.FromSeconds(5)), (request.Decision?.Reason, request.Outcome?.Took));
        Assert.Equal((id, _fixture.Report.DecisionId), (_fixture.Report.Seen.Request?.Id, request.DecisionId));
    }

    [Fact]
    public async Task RunAsync_RequestWhileHeld_IsNotDoneAndNotKept()
    {
        _fixture.Node.PauseFor(TimeSpan.FromHours(1), "test");
        var id = _fixture.Node.RequestRestart("test").Id;
        await RunAsync();
        await RunAsync();
        var request = _fixture.Node.FindRequest(id)!;
        Assert.Equal((RequestState.NotDone, Hold.Paused), (request.State, request.Decision?.Hold));
        Assert.Equal([id, null], _fixture.Projection.Reports.Select(report => report.Seen.Request?.Id));
    }

    [Fact]
    public async Task RunAsync_TargetThrows_PropagatesAndLeavesNoRequestActing()
    {
        var id = _fixture.Node.RequestRestart("test").Id;
        _fixture.Target.OnAct = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        var request = _fixture.Node.FindRequest(id)!;
        Assert.Equal((RequestState.Done, null), (request.State, request.Outcome));
    }

    [Fact]
    public async Task RunAsync_TargetThrewAndTheNodeHasAnotherLife_SettlesTheAction()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        _fixture.Target.View = new TargetView { RunState = RunState.Running, Life = OtherLife };
        await RunAsync();
        Assert.Equal((ActionResult.Restarted, ActionCause.MonitorEnded), Settled());
    }

    [Fact]
    public async Task RunAsync_TargetThrewAndTheSameLifeGoesOn_SettlesTheActionWhenItCannotTakeEffectAnyMore()
    {
        _fixture.FallBehind();
        _fixture.Target.OnAct = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        _fixture.Time.AdvanceSeconds(130);
        await RunAsync();
        Assert.Empty(_fixture.History.Outcomes);
        _fixture.Time.AdvanceSeconds(1);
        await RunAsync();
        Assert.Equal((ActionResult.Failed, ActionCause.MonitorEnded), Settled());
    }

    [Fact]
    public async Task RunAsync_ProjectionThrows_ARestartThatIsSavedIsCarriedOut()
    {
        _fixture.FallBehind();
        _fixture.Projection.OnChecked = () => throw new InvalidOperationException();
        await RunAsync();
        Assert.Single(_fixture.Target.Actions);
        Assert.Equal("node", Assert.Single(_fixture.Projection.Failures).Node);
    }

    [Fact]
    public async Task RunAsync_LaterRun_KnowsTheLastActionAndItsCoolDown()
    {
        _fixture.FallBehind();
        await RunAsync();
        _fixture.Time.AdvanceSeconds(60);
        var later = new NodeCheck(_fixture.NewNode("node"), _fixture.Target, _fixture.Context);
        await later.RunAsync(default, TestContext.Current.CancellationToken);
        Assert.Equal((Hold.CoolingDown, TimeSpan.FromSeconds(240)), (_fixture.Report.Decision.Hold, _fixture.Report.Decision.HoldFor));
        Assert.Equal(FakeTarget.Life, _fixture.Target.LastAction?.Life);
    }

    [Fact]
    public async Task RunAsync_StartAbandoned_IsTriedAgain()
    {
        _fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, StopCause = StopCause.OurRestart };
        _fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OtherState });
        await RunAsync();
        await RunAsync();
        Assert.Equal((Remedy.Start, FakeTarget.Life), (_fixture.Target.LastAction?.Remedy, _fixture.Target.LastAction?.Life));
    }

    [Fact]
    public async Task RunAsync_EffectAfterAnAbandonedAction_IsOfTheOneBefore()
    {
        _fixture.FallBehind();
        await RunAsync();
        var first = Assert.Single(_fixture.History.Outcomes).Id;
        await RunAsync();
        for (var i = 0; i < 12; i++)
        {
            _fixture.Time.AdvanceSeconds(24.9);
            await RunAsync();
        }

        _fixture.Time.AdvanceSeconds(2);
        _fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero));
        await RunAsync();
        _fixture.CatchUp();
        await RunAsync();
        _fixture.Time.AdvanceSeconds(60);
        await RunAsync();
        Assert.Equal(2, _fixture.History.Outcomes.Count);
        Assert.Equal([first], _fixture.History.Effects.Where(each => each.Effect == RestartEffect.Recovered).Select(each => each.Id));
    }

    private (ActionResult Result, ActionCause Cause) Settled()
    {
        var (_, outcome) = Assert.Single(_fixture.History.Outcomes);
        return (outcome.Result, outcome.Cause);
    }

    private async Task HoldsAsync(Hold hold)
    {
        _fixture.FallBehind();
        Assert.False(await RunAsync());
        Assert.Equal((Reason.FarBehind, hold), (_fixture.Report.Decision.Reason, _fixture.Report.Decision.Hold));
        Assert.Empty(_fixture.Target.Actions);
    }

    private Task<bool> RunAsync() => _check.RunAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask();
}
