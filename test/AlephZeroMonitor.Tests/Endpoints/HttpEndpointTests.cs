using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Calls;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Time.Testing;
using NodeSimulator;

namespace AlephZeroMonitor.Endpoints;

public sealed class HttpEndpointTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private JsonRpcServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => 7 });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.Error500, 3)]
    [InlineData(Fault.Reset, 3)]
    [InlineData(Fault.RateLimited, 1)]
    [InlineData(Fault.Garbage, 1)]
    [InlineData(Fault.RpcError, 1)]
    public async Task RefreshAsync_Failure_IsTriedAgainWhereThatMayHelp(Fault fault, int requests)
    {
        _server.Fault = fault;
        await AskAsync(Endpoint(TimeProvider.System));
        Assert.Equal(requests, _server.Requests);
    }

    [Fact]
    public async Task RefreshAsync_SecondTime_AsksForTheHeadAlone()
    {
        var endpoint = Endpoint(TimeProvider.System);
        Assert.Equal("Aleph Zero", (await AskAsync(endpoint)).Chain);
        await AskAsync(endpoint);
        Assert.Equal(3, _server.Requests);
    }

    [Fact]
    public async Task RefreshAsync_AfterAFailure_AsksForTheChainAgain()
    {
        var endpoint = Endpoint(TimeProvider.System);
        await AskAsync(endpoint);
        _server.Fault = Fault.NullResult;
        await AskAsync(endpoint);
        _server.Fault = Fault.WrongChain;
        Assert.Equal("Westend", (await AskAsync(endpoint)).Chain);
    }

    [Fact]
    public async Task RefreshAsync_RateLimited_IsNotAskedBeforeItSays()
    {
        var time = new FakeTimeProvider();
        var endpoint = Endpoint(time);
        _server.Fault = Fault.RateLimited;
        await AskAsync(endpoint);
        _server.Fault = Fault.None;
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(EndpointState.Down, (await AskAsync(endpoint)).Judge(new(null)).State);
        Assert.Equal(1, _server.Requests);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(EndpointState.Trusted, (await AskAsync(endpoint)).Judge(new(null)).State);
    }

    [Fact]
    public async Task RefreshAsync_KeepsFailing_IsSparedAndStillSaysWhy()
    {
        var endpoint = Endpoint(TimeProvider.System);
        _server.Fault = Fault.Error500;
        await AskAsync(endpoint);
        await AskAsync(endpoint);
        Assert.StartsWith("HTTP 500; it kept failing", EndpointText.Of((await AskAsync(endpoint)).Problem!.Value));
        Assert.Equal(6, _server.Requests);
    }

    private HttpEndpoint Endpoint(TimeProvider time) => new(
        _server.HttpUrl, new ChainRpc(new HttpCaller(_server.HttpUrl, _http, time), HttpEndpoint.AnswerTimeout), time, time.GetTimestamp());

    private static async Task<EndpointView> AskAsync(HttpEndpoint endpoint)
    {
        await endpoint.RefreshAsync(TestContext.Current.CancellationToken);
        return endpoint.View;
    }
}
