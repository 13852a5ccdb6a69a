using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class NodeObserverTests
{
    private readonly LoopFixture _fixture = new();
    private readonly NodeObserver _observer;

    public NodeObserverTests() => _observer = new NodeObserver(_fixture.Node, _fixture.Target, _fixture.Context);

    [Fact]
    public async Task ObserveAsync_RunningNode_ReadsItsLogLast()
    {
        await ObserveAsync();
        Assert.Equal(["look", "ask network", "ask node", "read log"], _fixture.Journal);
    }

    [Fact]
    public async Task ObserveAsync_WhatTheTargetShows_IsInTheObservation()
    {
        var view = new TargetView
        {
            RunState = RunState.Stopped,
            EndedLife = FakeTarget.Life,
            StopCause = StopCause.Other,
            OwnerStop = OwnerStop.Pending,
            OwnerStopFor = TimeSpan.FromSeconds(7),
            StandingByFor = "other",
            UnreachableSaid = "said",
        };
        var log = new LogView(new NodeFacts { Peers = 9 }, new LineCounts { Lines = 8 }, new LogProblem(LogProblemKind.Slow));
        (_fixture.Target.View, _fixture.Target.Log) = (view, log);
        var seen = await ObserveAsync();
        Assert.Equal((view.RunState, view.EndedLife, view.Life), (seen.RunState, seen.EndedLife, seen.Life));
        Assert.Equal((view.StopCause, view.OwnerStop, view.OwnerStopFor), (seen.StopCause, seen.OwnerStop, seen.OwnerStopFor));
        Assert.Equal((view.StandingByFor, view.UnreachableSaid), (seen.StandingByFor, seen.UnreachableSaid));
        Assert.Equal(log, new LogView(seen.Facts, seen.Counted, seen.LogProblem));
    }

    [Fact]
    public async Task ObserveAsync_NetworkAndNodeReports_AreInTheObservation()
    {
        _fixture.Network.Reports = (new SelfReport { Best = 1001 }, new SelfReport { Best = 1002 });
        var seen = await ObserveAsync();
        Assert.Equal((1001u, 1002u, 1005u), (seen.Report?.Best, seen.Metrics?.Best, seen.Head.Number));
    }

    [Theory]
    [InlineData(RunState.Stopped)]
    [InlineData(RunState.Paused)]
    [InlineData(RunState.Unreachable)]
    public async Task ObserveAsync_NotRunning_TheNodeIsNotAsked(RunState state)
    {
        _fixture.Target.View = new TargetView { RunState = state };
        await ObserveAsync();
        Assert.DoesNotContain("ask node", _fixture.Journal);
    }

    [Fact]
    public async Task ObserveAsync_OperatorsPause_IsInTheObservation()
    {
        _fixture.Node.PauseFor(TimeSpan.FromSeconds(30), "test");
        Assert.Equal(new Pause("test", TimeSpan.FromSeconds(30)), (await ObserveAsync()).Pause);
    }

    [Fact]
    public async Task ObserveAsync_AllOthersSick_IsInTheObservation()
    {
        foreach (var name in new[] { "b", "c" })
        {
            var sick = new Decision { At = default, Reason = Reason.FarBehind, RunState = RunState.Running };
            _fixture.Fleet.Judged(_fixture.AddNode(name), sick, null, _fixture.Time.GetTimestamp());
        }

        Assert.True((await ObserveAsync()).AreAllOthersSick);
    }

    [Fact]
    public async Task ObserveAsync_TargetShowsSettings_TheNodeTakesThem()
    {
        _fixture.Target.Settings = new NodeSettings(new Policy { BlockLag20 = 7 });
        await ObserveAsync();
        _fixture.Target.Settings = null;
        await ObserveAsync();
        Assert.Equal(7u, _fixture.Node.Policy.BlockLag20);
    }

    [Theory]
    [InlineData(RunState.Unreachable)]
    [InlineData(RunState.Stopped)]
    public async Task ObserveAsync_Fork_StandsUntilItIsComparedAgain(RunState between)
    {
        _fixture.Network.Reports = (new SelfReport { Finalized = 900, FinalizedHash = "0xaaaa" }, null);
        _fixture.Network.Hashes = () => Task.FromResult<IReadOnlyList<string>>(["0xffff"]);
        var view = _fixture.Target.View;
        Assert.NotNull((await ObserveAsync()).Fork);
        _fixture.Target.View = new TargetView { RunState = between };
        Assert.Null((await ObserveAsync()).Fork);
        _fixture.Target.View = view;
        Assert.NotNull((await ObserveAsync()).Fork);
    }

    private Task<Observation> ObserveAsync() =>
        _observer.ObserveAsync(TimeSpan.FromSeconds(1), null, TestContext.Current.CancellationToken).AsTask();
}
