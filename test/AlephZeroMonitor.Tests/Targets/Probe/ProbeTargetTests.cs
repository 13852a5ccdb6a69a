using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodeSimulator;

namespace AlephZeroMonitor.Targets.Probe;

/// <summary>Against a real server with a node's RPC and metrics; the test is the kubelet.</summary>
public sealed class ProbeTargetTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);
    private static readonly NodeLife Life = new($"{Start.ToUnixTimeSeconds()}", Start);

    private readonly RestartDemand _demand = new();
    private readonly ShortTime _time = new();
    private RpcNetwork _network = null!;
    private JsonRpcServer _server = null!;
    private ITarget _target = null!;
    private uint _head = 700;
    private bool _isSyncing;
    private int _peers = 12;
    private Func<DateTimeOffset> _startedAt = () => Start;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await JsonRpcServer.StartAsync(
            0, new ChainView { Head = () => _head, Finalized = () => _head - 2, IsSyncing = () => _isSyncing, Peers = () => _peers, StartedAt = () => _startedAt() });
        Open(_server.HttpUrl, _server.HttpUrl);
    }

    public async ValueTask DisposeAsync()
    {
        _network.Dispose();
        await _target.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Look_NodeThatAnswers_RunsSinceItsProcessBegan()
    {
        var view = (await _target.LookAsync(null, Ct)).View;
        Assert.Equal((RunState.Running, Life), (view.RunState, view.Life));
        var facts = (await _target.ReadLogAsync(Ct)).Facts;
        Assert.Equal((Start, "Aleph Zero", 700u, 698u, 12u), (facts.NodeStartedAt!.Value.At, facts.ChainName, facts.Best, facts.Finalized, facts.Peers));
    }

    [Fact]
    public async Task ReadLog_FirstTimeInALife_ShowsHowFastItImports()
    {
        await _target.LookAsync(null, Ct);
        _time.Waited = () => _head += 24;
        Assert.Equal(2, ImportPace.Measure((await _target.ReadLogAsync(Ct)).Facts.Trail, TimeSpan.Zero));
        _time.Waited = () => throw new InvalidOperationException("it waits again");
        await _target.LookAsync(null, Ct);
        Assert.Equal(724u, (await _target.ReadLogAsync(Ct)).Facts.Best);
    }

    [Fact]
    public async Task ReadLog_ProcessThatBeganDuringIt_IsNotJudged()
    {
        await _target.LookAsync(null, Ct);
        _startedAt = () => Start.AddMinutes(1);
        Assert.Equal(NodeFacts.None, (await _target.ReadLogAsync(Ct)).Facts);
    }

    [Theory]
    [InlineData(true, 3, MajorSync.In)]
    [InlineData(false, 3, MajorSync.Left)]
    [InlineData(false, 0, MajorSync.NotSeen)]
    public async Task ReadLog_MajorSync_IsWhatTheNodeSaysWhileItHasPeers(bool isSyncing, int peers, MajorSync expected)
    {
        (_isSyncing, _peers) = (isSyncing, peers);
        await _target.LookAsync(null, Ct);
        Assert.Equal(expected, (await _target.ReadLogAsync(Ct)).Facts.MajorSync);
    }

    [Fact]
    public async Task Look_PodWithoutRpc_IsJudgedByItsMetrics()
    {
        Open(new Uri("http://127.0.0.1:1"), _server.HttpUrl);
        Assert.Equal(Life, (await _target.LookAsync(null, Ct)).View.Life);
        Assert.Equal(700u, (await _target.ReadLogAsync(Ct)).Facts.Best);
    }

    [Theory]
    [InlineData(true, "so it is not known when it started. Set NODE_METRICS_URL to them")]
    [InlineData(false, "must be in this pod, with its metrics at NODE_METRICS_URL and its RPC server at NODE_RPC_URL")]
    public async Task Look_NoMetrics_IsUnreachableWithTheRemedy(bool hasRpc, string remedy)
    {
        var nobody = new Uri("http://127.0.0.1:1");
        Open(hasRpc ? _server.HttpUrl : nobody, nobody);
        var view = (await _target.LookAsync(null, Ct)).View;
        Assert.Equal(RunState.Unreachable, view.RunState);
        Assert.Contains(remedy, view.UnreachableSaid);
        Assert.Equal(NodeFacts.None, (await _target.ReadLogAsync(Ct)).Facts);
        Assert.Equal(ActionCause.OtherState, (await _target.RestartAsync(Life, Ct)).Cause);
    }

    [Fact]
    public async Task Restart_KubeletThatHears_IsDoneWhenTheProcessIsAnother()
    {
        _startedAt = () => _demand.Hear() is null ? Start : Start.AddMinutes(1);
        var outcome = await _target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Restarted, Start.AddMinutes(1)), (outcome.Result, outcome.NewLifeStartedAt));
        Assert.Null(_demand.Hear());
    }

    [Fact]
    public async Task Restart_OfALifeThatHasEnded_AsksForNothing()
    {
        var outcome = await _target.RestartAsync(Life with { InstanceId = "1" }, Ct);
        Assert.Equal((ActionResult.Abandoned, ActionCause.OtherLife, 0), (outcome.Result, outcome.Cause, _demand.Heard));
    }

    [Theory]
    [InlineData(false, false, "the kubelet did not ask /livez: the livenessProbe of the node's container must do that")]
    [InlineData(true, false, "the kubelet ignores the probe: /livez asked for a restart")]
    [InlineData(true, true, "the node does not answer since then")]
    public async Task Restart_KubeletThatDoesNothing_HasFailedWithTheRemedy(bool hears, bool ends, string said)
    {
        _time.Waited = () =>
        {
            _ = hears ? _demand.Hear() : null;
            _server.Fault = ends ? Fault.NullResult : Fault.None;
        };
        var outcome = await _target.RestartAsync(Life, Ct);
        Assert.Equal(ActionResult.Failed, outcome.Result);
        Assert.StartsWith(said, outcome.Said);
        Assert.InRange(outcome.Took, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.1));
        Assert.Null(_demand.Hear());
    }

    [Theory]
    [InlineData(RunState.Unreachable, null, null, "Error", "it doesn't answer")]
    [InlineData(RunState.Running, 500L, 7u, "Warning", "its RPC: HTTP 500")]
    [InlineData(RunState.Running, null, null, "Error", "neither its RPC nor its metrics show a block")]
    [InlineData(RunState.Running, null, 7u, "Ok", "its RPC and its metrics answer; best block 7")]
    public void Find_WhatIsSeen_IsTold(RunState state, long? status, uint? best, string level, string text)
    {
        var failure = status is null ? (Core.Network.EndpointProblem?)null : new(Core.Network.EndpointProblemKind.HttpStatus, Number: status);
        var finding = ProbeCheckup.Find("n", new Observation { At = default, Elapsed = default, RunState = state, Facts = new NodeFacts { Best = best }, Report = new SelfReport { Failure = failure } });
        Assert.Equal((level, text), ($"{finding.Level}", finding.Text));
    }

    private void Open(Uri rpc, Uri metrics)
    {
        _network?.Dispose();
        var settings = new Settings { IsProbe = true, ContainerNames = ["n"], NodeRpcUrl = rpc, NodeMetricsUrl = metrics };
        _network = new RpcNetwork(settings, TimeProvider.System, NullLogger<RpcNetwork>.Instance);
        _target = new ProbeTargets(settings, _network, _demand, _time).Open("n");
    }

    /// <summary>A clock by which each wait is over as soon as it begins.</summary>
    private sealed class ShortTime : FakeTimeProvider
    {
        public Action? Waited { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Waited?.Invoke();
            Advance(dueTime);
            return timer;
        }
    }
}
