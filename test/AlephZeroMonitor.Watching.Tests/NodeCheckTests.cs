using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class NodeCheckTests : CheckFixture
{
    private static readonly NodeLife OtherLife = FakeTarget.Life with { StartedAt = FakeTarget.Life.StartedAt.AddHours(1) };

    [Fact]
    public async Task RunAsync_NodeInStep_LooksOnceAndDoesNothing()
    {
        Assert.False(await RunAsync());
        Assert.Equal(
            ["look", "ask network", "ask node", "read log", "save life", "save sample", "save decision", "checked"], Fixture.Journal);
    }

    [Fact]
    public async Task RunAsync_NodeFarBehind_JudgesTwiceThenSavesThenReportsThenActs()
    {
        Fixture.FallBehind();
        Assert.True(await RunAsync());
        string[] expected =
        [
            "look", "ask network", "ask node", "read log", "refresh log", "look", "ask network", "ask node", "read log", "save life",
            "save sample", "save decision", "save intent", "checked", "acting", "act", "save outcome", "acted",
        ];
        Assert.Equal(expected, Fixture.Journal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 10)]
    public async Task RunAsync_SecondLook_AsksForAFreshHeadWhenASingleAnswerShowedIt(int endpoints, double secondAge)
    {
        Fixture.Network.Show(1200, endpoints);
        await RunAsync();
        Assert.Equal([1, secondAge], Fixture.Network.MaxAges);
    }

    [Fact]
    public async Task RunAsync_SecondLookDisagrees_NothingIsDone()
    {
        Fixture.FallBehind();
        Fixture.Target.OnRefresh = Fixture.CatchUp;
        Assert.False(await RunAsync());
        Assert.Equal((Reason.InStep, 0), (Fixture.Report.Decision.Reason, Fixture.Report.Decision.RestartsInARow));
        Assert.Empty(Fixture.Target.Actions);
        Assert.Empty(Fixture.History.Intents);
    }

    [Fact]
    public async Task RunAsync_Restart_SavesItsLifeItsDecisionAndTheLastMinuteOfTheLog()
    {
        Fixture.FallBehind();
        await RunAsync();
        var intent = Assert.Single(Fixture.History.Intents);
        Assert.Equal((Remedy.Restart, FakeTarget.Life, "tail"), (intent.Remedy, intent.Life, intent.LogTail));
        Assert.Equal(Fixture.Report.DecisionId, intent.DecisionId);
        Assert.Equal([(Remedy.Restart, FakeTarget.Life)], Fixture.Target.Actions);
    }

    [Fact]
    public async Task RunAsync_IntentCannotBeSavedByABug_TargetIsNotAsked()
    {
        Fixture.FallBehind();
        Fixture.History.OnBegin = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        Assert.Empty(Fixture.Target.Actions);
        Assert.Empty(Fixture.Projection.Reports);
    }

    [Fact]
    public async Task RunAsync_ActionAbandoned_TheNextCheckIsNotAtOnce()
    {
        Fixture.FallBehind();
        Fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero));
        Assert.False(await RunAsync());
    }

    [Fact]
    public async Task RunAsync_AfterAnAbandonedAction_NoEndIsTakenForOurs()
    {
        Fixture.FallBehind();
        Fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero));
        await RunAsync();
        await RunAsync();
        Assert.Null(Fixture.Target.LastAction);
    }

    [Fact]
    public async Task RunAsync_ActionFailed_TheNextCheckIsAtOnce()
    {
        Fixture.FallBehind();
        Fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Failed, TimeSpan.Zero));
        Assert.True(await RunAsync());
    }

    [Fact]
    public async Task RunAsync_AfterAnAction_TheNextObservationAloneHasItsOutcome()
    {
        Fixture.FallBehind();
        await RunAsync();
        await RunAsync();
        await RunAsync();
        Assert.Equal([null, ActionResult.Restarted, null], Fixture.Projection.Reports.Select(report => report.Seen.Outcome?.Result));
        Assert.Equal([Hold.None, Hold.CoolingDown, Hold.CoolingDown], Fixture.Projection.Reports.Select(report => report.Decision.Hold));
    }

    [Fact]
    public async Task RunAsync_LeftStoppedByOurRestart_StartsTheLifeThatEnded()
    {
        Fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, StopCause = StopCause.OurRestart };
        Assert.True(await RunAsync());
        Assert.Equal([(Remedy.Start, FakeTarget.Life)], Fixture.Target.Actions);
        Assert.Equal(Remedy.Start, Assert.Single(Fixture.History.Intents).Remedy);
    }

    [Fact]
    public async Task RunAsync_AnotherMonitorActs_Holds()
    {
        Fixture.Target.View = Fixture.Target.View with { StandingByFor = "other" };
        await HoldsAsync(Hold.StandingBy);
    }

    [Fact]
    public async Task RunAsync_Paused_Holds()
    {
        Fixture.Node.PauseFor(TimeSpan.FromHours(1), "test");
        await HoldsAsync(Hold.Paused);
    }

    [Theory]
    [InlineData(OwnerStop.Pending)]
    [InlineData(OwnerStop.Unknown)]
    public async Task RunAsync_OwnerMayBeStoppingIt_Holds(OwnerStop stop)
    {
        Fixture.Target.View = Fixture.Target.View with { OwnerStop = stop };
        await HoldsAsync(Hold.OwnerStopping);
    }

    [Fact]
    public async Task RunAsync_DryRun_Holds()
    {
        Fixture.Node.DryRun("test");
        await HoldsAsync(Hold.DryRun);
    }

    [Fact]
    public async Task RunAsync_Request_IsActingMeanwhileAndDoneAfterwards()
    {
        var id = Fixture.Node.RequestRestart("test").Id;
        RequestState? meanwhile = null;
        Fixture.Target.OnAct = () =>
        {
            meanwhile = Fixture.Node.FindRequest(id)?.State;
            return Task.FromResult(new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(5)));
        };
        await RunAsync();
        var request = Fixture.Node.FindRequest(id)!;
        Assert.Equal((RequestState.Acting, RequestState.Done), (meanwhile, request.State));
        Assert.Equal((Reason.Requested, TimeSpan.FromSeconds(5)), (request.Decision?.Reason, request.Outcome?.Took));
        Assert.Equal((id, Fixture.Report.DecisionId), (Fixture.Report.Seen.Request?.Id, request.DecisionId));
    }

    [Fact]
    public async Task RunAsync_RequestWhileHeld_IsNotDoneAndNotKept()
    {
        Fixture.Node.PauseFor(TimeSpan.FromHours(1), "test");
        var id = Fixture.Node.RequestRestart("test").Id;
        await RunAsync();
        await RunAsync();
        var request = Fixture.Node.FindRequest(id)!;
        Assert.Equal((RequestState.NotDone, Hold.Paused), (request.State, request.Decision?.Hold));
        Assert.Equal([id, null], Fixture.Projection.Reports.Select(report => report.Seen.Request?.Id));
    }

    [Fact]
    public async Task RunAsync_TargetThrows_PropagatesAndLeavesNoRequestActing()
    {
        var id = Fixture.Node.RequestRestart("test").Id;
        Fixture.Target.OnAct = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        var request = Fixture.Node.FindRequest(id)!;
        Assert.Equal((RequestState.Done, null), (request.State, request.Outcome));
    }

    [Fact]
    public async Task RunAsync_TargetThrewAndTheNodeHasAnotherLife_SettlesTheAction()
    {
        Fixture.FallBehind();
        Fixture.Target.OnAct = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        Fixture.Target.View = new TargetView { RunState = RunState.Running, Life = OtherLife };
        await RunAsync();
        Assert.Equal((ActionResult.Restarted, ActionCause.MonitorEnded), Settled());
    }

    [Fact]
    public async Task RunAsync_TargetThrewAndTheSameLifeGoesOn_SettlesTheActionWhenItCannotTakeEffectAnyMore()
    {
        Fixture.FallBehind();
        Fixture.Target.OnAct = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        Fixture.Time.AdvanceSeconds(130);
        await RunAsync();
        Assert.Empty(Fixture.History.Outcomes);
        Fixture.Time.AdvanceSeconds(1);
        await RunAsync();
        Assert.Equal((ActionResult.Failed, ActionCause.MonitorEnded), Settled());
    }

    [Fact]
    public async Task RunAsync_ProjectionThrows_ARestartThatIsSavedIsCarriedOut()
    {
        Fixture.FallBehind();
        Fixture.Projection.OnChecked = () => throw new InvalidOperationException();
        await RunAsync();
        Assert.Single(Fixture.Target.Actions);
        Assert.Equal("node", Assert.Single(Fixture.Projection.Failures).Node);
    }

    [Fact]
    public async Task RunAsync_LaterRun_KnowsTheLastActionAndItsCoolDown()
    {
        Fixture.FallBehind();
        await RunAsync();
        Fixture.Time.AdvanceSeconds(60);
        var later = new NodeCheck(Fixture.NewNode("node"), Fixture.Target, Fixture.Context);
        await later.RunAsync(default, TestContext.Current.CancellationToken);
        Assert.Equal((Hold.CoolingDown, TimeSpan.FromSeconds(240)), (Fixture.Report.Decision.Hold, Fixture.Report.Decision.HoldFor));
        Assert.Equal(FakeTarget.Life, Fixture.Target.LastAction?.Life);
    }

    [Fact]
    public async Task RunAsync_LeftStoppedBeforeALongAbsence_IsAnAlertAndNeverAStart()
    {
        Fixture.FallBehind();
        await RunAsync();
        Fixture.Time.AdvanceSeconds(16 * 60);
        Fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, StopCause = StopCause.OurRestart };
        var later = new NodeCheck(Fixture.NewNode("node"), Fixture.Target, Fixture.Context);
        for (var i = 0; i < 3; i++)
        {
            await later.RunAsync(default, TestContext.Current.CancellationToken);
            Fixture.Time.AdvanceSeconds(60);
        }

        Assert.Equal([Remedy.Restart], Fixture.Target.Actions.Select(action => action.Item1));
        Assert.Equal([AlertKind.LeftStopped], Fixture.Report.Decision.Alerts.Select(alert => alert.Kind));
    }

    [Fact]
    public async Task RunAsync_StartAbandoned_IsTriedAgain()
    {
        Fixture.Target.View = new TargetView { RunState = RunState.Stopped, EndedLife = FakeTarget.Life, StopCause = StopCause.OurRestart };
        Fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OtherState });
        await RunAsync();
        await RunAsync();
        Assert.Equal((Remedy.Start, FakeTarget.Life), (Fixture.Target.LastAction?.Remedy, Fixture.Target.LastAction?.Life));
    }

    [Fact]
    public async Task RunAsync_EffectAfterAnAbandonedAction_IsOfTheOneBefore()
    {
        Fixture.FallBehind();
        await RunAsync();
        var first = Assert.Single(Fixture.History.Outcomes).Id;
        await RunAsync();
        for (var i = 0; i < 12; i++)
        {
            Fixture.Time.AdvanceSeconds(24.9);
            await RunAsync();
        }

        Fixture.Time.AdvanceSeconds(2);
        Fixture.Target.OnAct = () => Task.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero));
        await RunAsync();
        Fixture.CatchUp();
        await RunAsync();
        Fixture.Time.AdvanceSeconds(60);
        await RunAsync();
        Assert.Equal(2, Fixture.History.Outcomes.Count);
        Assert.Equal([first], Fixture.History.Effects.Where(each => each.Effect == RestartEffect.Recovered).Select(each => each.Id));
    }

    private (ActionResult Result, ActionCause Cause) Settled()
    {
        var (_, outcome) = Assert.Single(Fixture.History.Outcomes);
        return (outcome.Result, outcome.Cause);
    }

    private async Task HoldsAsync(Hold hold)
    {
        Fixture.FallBehind();
        Assert.False(await RunAsync());
        Assert.Equal((Reason.FarBehind, hold), (Fixture.Report.Decision.Reason, Fixture.Report.Decision.Hold));
        Assert.Empty(Fixture.Target.Actions);
    }
}
