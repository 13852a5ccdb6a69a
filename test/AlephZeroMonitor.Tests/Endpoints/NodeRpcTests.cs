using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Calls;
using AlephZeroMonitor.Wording;
using NodeSimulator;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against a real server, for each way in which one can fail.</summary>
public sealed class NodeRpcTests : IAsyncLifetime
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private JsonRpcServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => 700, Finalized = () => 698, Peers = () => 12, IsSyncing = () => true, Highest = () => 900 });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task AskAsync_NodeThatAnswers_TellsAll()
    {
        var report = await AskAsync();
        Assert.Equal(66, report.FinalizedHash?.Length);
        Assert.Equal(new SelfReport { Best = 700, Finalized = 698, FinalizedHash = report.FinalizedHash, Peers = 12, IsSyncing = true, SyncTarget = 900, ChainName = "Aleph Zero" }, report);
    }

    [Theory]
    [InlineData(Fault.Error500, "HTTP 500")]
    [InlineData(Fault.Garbage, "the answer is not JSON")]
    [InlineData(Fault.NullResult, "the answer has no header")]
    [InlineData(Fault.RpcError, "the endpoint reports an error")]
    [InlineData(Fault.WrongId, "the answer has another id")]
    [InlineData(Fault.RateLimited, "HTTP 429")]
    [InlineData(Fault.HugeBody, "the answer has more than")]
    [InlineData(Fault.Silent, "no answer within 5 s")]
    public async Task AskAsync_NodeThatFails_IsAProblemAndNothingIsKnown(Fault fault, string problem)
    {
        _server.Fault = fault;
        var report = await AskAsync();
        Assert.StartsWith(problem, EndpointText.Of(report.Failure!.Value));
        Assert.Equal(new SelfReport { Failure = report.Failure }, report);
    }

    [Fact]
    public async Task AskAsync_NobodyListens_IsAProblem() =>
        Assert.NotNull((await Rpc(new Uri("http://127.0.0.1:1")).AskAsync(TestContext.Current.CancellationToken)).Failure);

    [Fact]
    public async Task AskAsync_ProgramEnds_Throws()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rpc(_server.HttpUrl).AskAsync(ended.Token));
    }

    private Task<SelfReport> AskAsync() => Rpc(_server.HttpUrl).AskAsync(TestContext.Current.CancellationToken);

    private NodeRpc Rpc(Uri url) => new(new HttpCaller(url, _http, TimeProvider.System), TimeProvider.System);
}
