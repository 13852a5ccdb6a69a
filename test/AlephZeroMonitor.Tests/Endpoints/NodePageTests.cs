using System.Text;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Wording;
using CsCheck;
using NodeSimulator;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against a real server, for each way in which one can fail.</summary>
public sealed class NodePageTests : IAsyncLifetime
{
    private static readonly string[] Pieces = ["substrate_block_height", "{", "}", "status", "=", "\"best\"", "\\", "\"", " ", "1", "+Inf", "#", ",", "\n"];

    private static readonly DateTimeOffset Start = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private JsonRpcServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await JsonRpcServer.StartAsync(
        0, new ChainView { Head = () => 700, Finalized = () => 698, Peers = () => 12, IsSyncing = () => true, Highest = () => 900, Prepared = () => 5_000, StartedAt = () => Start });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/")]
    public async Task AskAsync_PageOrServerAlone_TellsAll(string path) => Assert.Equal(
        new SelfReport { Best = 700, Finalized = 698, Peers = 12, IsSyncing = true, SyncTarget = 900, BlocksPrepared = 5_000, StartedAt = Start },
        await AskAsync(new Uri(_server.HttpUrl, path)));

    [Fact]
    public async Task AskAsync_AnotherPage_IsAProblem() => Assert.Equal(new SelfReport { Failure = new EndpointProblem(EndpointProblemKind.HttpStatus, Number: 405) }, await AskAsync(new Uri(_server.HttpUrl, "/other")));

    [Theory]
    [InlineData(Fault.Error500, "HTTP 500")]
    [InlineData(Fault.Garbage, "the page has no substrate_block_height with status=\"best\"")]
    [InlineData(Fault.NullResult, "the page has no substrate_block_height with status=\"best\"")]
    [InlineData(Fault.RateLimited, "HTTP 429")]
    [InlineData(Fault.HugeBody, "the answer has more than 4194304 bytes")]
    [InlineData(Fault.Silent, "no answer within 5 s")]
    [InlineData(Fault.SlowDrip, "no answer within 5 s")]
    [InlineData(Fault.Reset, "")]
    public async Task AskAsync_NodeThatFails_IsAProblemAndNothingIsKnown(Fault fault, string problem)
    {
        _server.Fault = fault;
        var report = await AskAsync(_server.HttpUrl);
        Assert.StartsWith(problem, EndpointText.Of(report.Failure!.Value));
        Assert.Equal(new SelfReport { Failure = report.Failure }, report);
    }

    [Fact]
    public async Task AskAsync_NobodyListens_IsAProblem() => Assert.NotNull((await AskAsync(new Uri("http://127.0.0.1:1"))).Failure);

    [Fact]
    public async Task AskAsync_ProgramEnds_Throws()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new NodePage(_server.HttpUrl, _http, TimeProvider.System).AskAsync(ended.Token));
    }

    [Fact]
    public void Read_OtherMetricsBeside_AreNoMatter() => Assert.Equal(
        new SelfReport { Best = 110_000_000, Finalized = 109_999_998 },
        NodePage.Read("""
            substrate_block_height_extra{status="best"} 1
            substrate_block_height{chain="a, status=\"best\", }{ #",status="finalized"} 109999998 1741767611291
            substrate_block_height{ status = "best" , chain="azero", } 1.1e8
            substrate_block_height{status="unheard of"} 9
            substrate_sub_libp2p_peers_count NaN
            substrate_sub_libp2p_peers_count -1
            substrate_proposer_block_constructed_bucket{le="+Inf"} 7
            """u8));

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("NaN", null)]
    [InlineData("+Inf", null)]
    [InlineData("-1", null)]
    public void Read_MajorSync_IsToldByZeroAndOneAlone(string value, bool? isSyncing) =>
        Assert.Equal(isSyncing, NodePage.Read(Encoding.UTF8.GetBytes("substrate_sub_libp2p_is_major_syncing " + value)).IsSyncing);

    [Fact]
    public void Read_AnyText_DoesNotThrow() => Gen.OneOf([.. Pieces.Select(piece => Gen.Const(piece)), Gen.String]).Array[0, 30]
        .Sample(parts => NodePage.Read(Encoding.UTF8.GetBytes(string.Concat(parts))) is not null);

    private Task<SelfReport> AskAsync(Uri url) => new NodePage(url, _http, TimeProvider.System).AskAsync(TestContext.Current.CancellationToken);
}
