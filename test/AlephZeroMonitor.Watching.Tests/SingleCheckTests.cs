using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class SingleCheckTests
{
    private readonly LoopFixture _fixture = new();

    [Fact]
    public async Task Take_NodeInStep_IsJudgedByAFreshHead()
    {
        var report = await TakeAsync();
        Assert.Equal(("node", Reason.InStep, 5u), (report.Name, report.Decision.Reason, report.Decision.Lag));
        Assert.Equal([0], _fixture.Network.MaxAges);
    }

    [Fact]
    public async Task Take_NodeFarBehind_IsJudgedButNothingIsDoneOrSaved()
    {
        _fixture.FallBehind();
        var report = await TakeAsync();
        Assert.True(report.Decision.Acts);
        Assert.Null(report.DecisionId);
        Assert.Equal(["look", "ask network", "ask node", "read log"], _fixture.Journal);
    }

    [Fact]
    public async Task Take_TargetShowsSettings_JudgesByThem()
    {
        var policy = new Policy { BlockLag20 = 4, BlockLag100 = 4 };
        _fixture.Target.Settings = new NodeSettings(policy);
        var report = await TakeAsync();
        Assert.Equal((policy, Reason.FarBehind), (report.Policy, report.Decision.Reason));
    }

    [Fact]
    public async Task Take_LookTakesTime_IsReported()
    {
        _fixture.Target.OnLook = () =>
        {
            _fixture.Time.AdvanceSeconds(2);
            return Task.CompletedTask;
        };
        Assert.Equal(TimeSpan.FromSeconds(2), (await TakeAsync()).Took);
    }

    private Task<NodeReport> TakeAsync() => SingleCheck.RunAsync(
        "node", _fixture.Target, _fixture.Network, new NodeSettings(new Policy()), _fixture.Time, TestContext.Current.CancellationToken);
}
