using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class NodeTests
{
    private readonly LoopFixture _fixture = new();
    private readonly Node _node;

    public NodeTests() => _node = _fixture.Node;

    [Fact]
    public void PauseFor_TimePasses_LessIsLeftUntilItEnds()
    {
        _node.PauseFor(TimeSpan.FromSeconds(100), "test");
        _fixture.Time.AdvanceSeconds(40);
        Assert.Equal(new Pause("test", TimeSpan.FromSeconds(60)), _node.Pause);
        _fixture.Time.AdvanceSeconds(60);
        Assert.Null(_node.Pause);
    }

    [Fact]
    public void PauseFor_AnotherRunOfTheMonitor_IsStillPausedForTheRest()
    {
        _node.PauseFor(TimeSpan.FromSeconds(100), "test");
        _fixture.Time.AdvanceSeconds(40);
        Assert.Equal(new Pause("test", TimeSpan.FromSeconds(60)), _fixture.NewNode("node").Pause);
        _fixture.Time.AdvanceSeconds(60);
        Assert.Null(_fixture.NewNode("node").Pause);
    }

    [Fact]
    public void PauseFor_AnotherNode_IsNotPaused()
    {
        _node.PauseFor(TimeSpan.FromSeconds(100), "test");
        Assert.Null(_fixture.NewNode("other").Pause);
    }

    [Fact]
    public void DryRun_UntilResumed_IsInThePolicyAlsoOfAnotherRun()
    {
        _node.DryRun("test");
        Assert.True(_node.Policy.DryRun);
        Assert.True(_fixture.NewNode("node").Policy.DryRun);
        _node.Resume("test");
        Assert.False(_node.Policy.DryRun);
        Assert.False(_fixture.NewNode("node").Policy.DryRun);
    }

    [Fact]
    public void Resume_Paused_EndsThePauseAlsoForAnotherRun()
    {
        _node.PauseFor(TimeSpan.FromSeconds(100), "test");
        _node.Resume("test");
        Assert.Null(_node.Pause);
        Assert.Null(_fixture.NewNode("node").Pause);
    }

    [Fact]
    public void Resume_DryRunBySetting_StaysADryRun()
    {
        _node.Configure(new NodeSettings(new Policy { DryRun = true }));
        _node.Resume("test");
        Assert.True(_node.Policy.DryRun);
    }

    [Fact]
    public void IsAlive_ChecksThatEndWithoutAReport_IsFalseUntilThereIsOne()
    {
        Fail(minutes: 7);
        Assert.True(_node.IsAlive);
        Fail(minutes: 2);
        Assert.False(_node.IsAlive);
        _node.BeginActing();
        Assert.True(_node.IsAlive);
        Fail(minutes: 30);
        _node.EndActing(isOurs: true);
        Assert.True(_node.IsAlive);

        void Fail(int minutes)
        {
            for (var i = 0; i < minutes; i++)
            {
                _fixture.Time.AdvanceSeconds(60);
                _node.SetDeadline(LoopFixture.CheckInterval + Node.LongestCheck);
            }
        }
    }

    [Fact]
    public void Requests_EachKind_IsReportedSavedAndAsksForACheck()
    {
        var asked = 0;
        _node.Asked += () => asked++;
        _node.RequestRestart("a");
        _node.PauseFor(TimeSpan.FromSeconds(5), "b");
        _node.DryRun("c");
        _node.Resume("d");
        var at = _fixture.Time.GetUtcNow();
        OperatorAction[] expected =
        [
            new(OperatorActionKind.Restart, at, "a"),
            new(OperatorActionKind.Pause, at, "b", TimeSpan.FromSeconds(5)),
            new(OperatorActionKind.DryRun, at, "c"),
            new(OperatorActionKind.Resume, at, "d"),
        ];
        Assert.Equal(expected, _fixture.History.Requests);
        Assert.Equal(expected, _fixture.Projection.Requests);
        Assert.Equal(4, asked);
    }

    [Fact]
    public void RequestRestart_ManyTimes_TheLast32AreFoundById()
    {
        var ids = Enumerable.Range(0, 33).Select(_ => _node.RequestRestart("test").Id).ToArray();
        Assert.Equal(33, ids.Distinct().Count());
        Assert.Null(_node.FindRequest(ids[0]));
        Assert.All(ids[1..], id => Assert.Equal(id, _node.FindRequest(id)?.Id));
        Assert.Equal(ids[^1], _node.WaitingRequest?.Id);
    }

    [Fact]
    public void Judged_LaterRequest_StillWaits()
    {
        var first = _node.RequestRestart("test");
        var second = _node.RequestRestart("test");
        _node.Judged(first.Id, new Decision { At = default, Reason = Reason.HeadUnknown, RunState = RunState.Running }, 7);
        Assert.Equal((RequestState.NotDone, 7), (_node.FindRequest(first.Id)?.State, _node.FindRequest(first.Id)?.DecisionId));
        Assert.Equal(second, _node.WaitingRequest);
    }

    [Fact]
    public void Configure_OnlyChanges_AreReported()
    {
        var changed = new NodeSettings(new Policy { BlockLag20 = 7 });
        _node.Configure(new NodeSettings(new Policy()));
        _node.Configure(changed);
        _node.Configure(new NodeSettings(new Policy { BlockLag20 = 7 }));
        Assert.Equal([changed], _fixture.Projection.Settings);
        Assert.Equal(7u, _node.Policy.BlockLag20);
    }

    [Fact]
    public void Configure_OtherAddressesOrProblems_AreReported()
    {
        var problem = new NodeSettings(new Policy()) { Problems = ["wrong label"] };
        var address = problem with { Addresses = new NodeAddresses(new Uri("http://node:9944"), null) };
        _node.Configure(problem);
        _node.Configure(problem with { Problems = ["wrong label"] });
        _node.Configure(address);
        Assert.Equal([problem, address], _fixture.Projection.Settings);
    }

    [Fact]
    public async Task IsFresh_CheckOverdue_IsNot()
    {
        Assert.False(_node.IsFresh);
        await new NodeCheck(_node, _fixture.Target, _fixture.Context).RunAsync(default, TestContext.Current.CancellationToken);
        _fixture.Time.AdvanceSeconds(70);
        Assert.True(_node.IsFresh);
        _fixture.Time.AdvanceSeconds(0.001);
        Assert.False(_node.IsFresh);
    }
}
