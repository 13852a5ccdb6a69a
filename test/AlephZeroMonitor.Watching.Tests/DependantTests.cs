using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

/// <summary>What depends on a node is restarted after it.</summary>
public sealed class DependantTests : CheckFixture, IAsyncDisposable
{
    private readonly FakeTarget _target = new([]) { View = Running(FakeTarget.Life) };
    private readonly Node _node;
    private readonly NodeCheck _check;
    private int _asked;

    public DependantTests()
    {
        _node = Fixture.AddNode("dependant");
        _node.Asked += () => _asked++;
        Fixture.Time.AdvanceSeconds(100);
        _check = new NodeCheck(_node, _target, Fixture.Context);
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    [Fact]
    public async Task RunAsync_NodeWasNotRestarted_IsLeftAlone()
    {
        Fixture.CatchUp();
        await RunAsync();
        Assert.Equal((Reason.Dependant, false), await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_NodeRunsAgainAfterOurRestart_IsRestartedOnce()
    {
        await CheckAsync();
        Fixture.FallBehind();
        Assert.True(await RunAsync());
        Assert.Equal((Reason.Dependant, 0), ((await CheckAsync()).Reason, _asked));
        await RestartedAsync();
        Assert.Equal(1, _asked);
        Assert.Equal((Reason.Requested, true), await CheckAsync());
        Assert.Equal("node", _node.Report!.Decision.RequestedBy);
        _target.View = Running(NewLife("new"));
        Assert.Equal((Reason.Dependant, false), await CheckAsync());
        Assert.Equal(RestartEffect.Recovered, _node.Report!.Decision.Effect);
    }

    [Fact]
    public async Task RunAsync_HeldAtFirst_IsRestartedLater()
    {
        _node.PauseFor(TimeSpan.FromMinutes(10), "test");
        await CheckAsync();
        Fixture.FallBehind();
        await RunAsync();
        await RestartedAsync();
        Assert.Equal((Reason.Requested, false), await CheckAsync());
        _node.Resume("test");
        Assert.Equal((Reason.Requested, true), await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_MonitorEndedInBetween_TheNextRunKnows()
    {
        Fixture.FallBehind();
        await RunAsync();
        await new NodeCheck(_node, _target, Fixture.Context).RunAsync(TimeSpan.Zero, CancellationToken.None);
        Fixture.Node.RestartedAt = null;
        Fixture.Target.View = new() { RunState = RunState.Running, Life = NewLife("instance") };
        await new NodeCheck(Fixture.Node, Fixture.Target, Fixture.Context).RunAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal((Reason.Requested, true), await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_TwoNodesThatDependOnEachOther_AreRestartedOnceEach()
    {
        _target.View = _target.View with { IsDependant = false };
        Fixture.Target.View = Fixture.Target.View with { DependsOn = ["dependant"] };
        Fixture.FallBehind();
        _target.Log = new(new() { Best = 1195, ChainName = FakeNetwork.Chain }, LineCounts.None);
        await RunAsync();
        await RestartedAsync();
        Assert.Equal((Reason.Requested, true), await CheckAsync());
        _target.View = _target.View with { Life = NewLife("new") };
        Fixture.Target.Log = _target.Log;
        Fixture.Time.AdvanceSeconds(3600);
        await CheckAsync();
        Assert.False(await RunAsync());
        Assert.Equal(Reason.InStep, Fixture.Report.Decision.Reason);
    }

    private static TargetView Running(NodeLife life) => new() { RunState = RunState.Running, Life = life, IsDependant = true, DependsOn = ["other", "node"] };

    private NodeLife NewLife(string instance) => new(instance, Fixture.Time.GetUtcNow().AddSeconds(1));

    private async Task RestartedAsync()
    {
        Fixture.Target.View = Fixture.Target.View with { Life = NewLife("instance") };
        await RunAsync();
    }

    private async Task<(Reason Reason, bool Acts)> CheckAsync()
    {
        await _check.RunAsync(TimeSpan.Zero, CancellationToken.None);
        return (_node.Report!.Decision.Reason, _node.Report.Decision.Acts);
    }
}
