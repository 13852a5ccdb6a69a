using System.Diagnostics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Extensions.Time.Testing;
using NodeSimulator;

namespace AlephZeroMonitor.Watching;

/// <summary>Against a real endpoint.</summary>
public sealed class NetworkFinalityWatchTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private JsonRpcServer _server = null!;
    private RpcNetwork _endpoints = null!;
    private NetworkFinalityWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => 700, Finalized = () => 650 });
        _endpoints = new RpcNetwork(new Settings { ContainerNames = ["node"], RpcUrls = [_server.HttpUrl] }, _time);
        await _endpoints.AskAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        _watch = new NetworkFinalityWatch(_endpoints, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _endpoints.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Look_FinalityStandsForAMinute_TellsWhatTheNetworkHas()
    {
        Assert.Null(Look(600));
        Assert.Equal(650u, (await LookInAMinuteAsync(600))?.Finalized);
    }

    [Fact]
    public void Look_FinalityMoves_AsksNobody()
    {
        var before = _server.Requests;
        for (var block = 600u; block < 620; block++)
        {
            Assert.Null(Look(block));
            _time.Advance(TimeSpan.FromSeconds(59));
        }

        Assert.Equal(before, _server.Requests);
    }

    [Fact]
    public async Task Look_FinalityMovedSince_ForgetsTheAnswer()
    {
        Look(600);
        await LookInAMinuteAsync(600);
        Assert.Null(Look(601));
        Assert.Null(Look(600));
    }

    [Fact]
    public async Task Look_EndpointFails_TellsNothing()
    {
        Look(600);
        _server.Fault = Fault.RpcError;
        _time.Advance(TimeSpan.FromMinutes(1));
        var before = _server.Requests;
        for (var clock = Stopwatch.StartNew(); _server.Requests == before && clock.Elapsed.TotalSeconds < 10; await Task.Delay(10, TestContext.Current.CancellationToken))
        {
            Assert.Null(Look(600));
        }

        Assert.True(_server.Requests > before);
        Assert.Null(Look(600));
    }

    private NetworkFinality? Look(uint finalized) => _watch.Look(
        new Observation { At = _time.GetUtcNow(), Elapsed = _time.GetElapsedTime(0), RunState = RunState.Running, Facts = new NodeFacts { Finalized = finalized } },
        TestContext.Current.CancellationToken);

    private async Task<NetworkFinality?> LookInAMinuteAsync(uint finalized)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < 10; await Task.Delay(10, TestContext.Current.CancellationToken))
        {
            if (Look(finalized) is { } told)
            {
                return told;
            }
        }

        return null;
    }
}
