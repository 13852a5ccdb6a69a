using System.IO.Compression;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against real servers that behave as public ones were seen to.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private const string Header = """{"jsonrpc":"2.0","id":1,"result":{"number":"0x7"}}""";

    private readonly WebApplication _server;
    private RequestDelegate _answer = context => context.Response.WriteAsync(Header);
    private int _requests;

    public TransportTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            return _answer(context);
        });
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync(Ct);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("http")]
    [InlineData("ws")]
    public async Task Request_UrlWithAUser_NamesTheProgramAndTheUser(string scheme)
    {
        var (agent, authorization) = ("", "");
        _answer = context =>
        {
            (agent, authorization) = (context.Request.Headers.UserAgent.ToString(), context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("not to me:p@ss");
        };
        var view = await ViewAsync(Url(scheme, "me:p%40ss"));
        Assert.Matches("^alephzero-monitor/[0-9]+\\.[0-9]+\\.[0-9]+$", agent);
        Assert.Equal("Basic " + Convert.ToBase64String("me:p@ss"u8), authorization);
        Assert.DoesNotContain("p@ss", view.Host + Why(view), StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", view.Host + Why(view), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", 403)]
    [InlineData("http", 429)]
    [InlineData("http", 503)]
    [InlineData("ws", 403)]
    [InlineData("ws", 429)]
    public async Task Refusal_Text_IsShown(string scheme, int status)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<html><title>No</title>\n<p>Requests without an agent are <b>refused</b>.</html>");
        };
        Assert.StartsWith($"HTTP {status}: No Requests without an agent are refused .", Why(await ViewAsync(Url(scheme))));
    }

    [Fact]
    public async Task Refusal_TextThatNeverEnds_IsLeftOut()
    {
        _answer = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        Assert.Equal("HTTP 403", Why(await ViewAsync(Url("http"))));
    }

    [Theory]
    [InlineData("/there")]
    [InlineData("/KEYKEYKEY/")]
    public async Task Redirection_SameServer_DoesNotAdviseTheUrlThatIsSet(string location)
    {
        _answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (308, location);
            return Task.CompletedTask;
        };
        Assert.Equal(
            "HTTP 308, a redirection to another path of the same server: set RPC_URL to the whole URL of that",
            Why(await ViewAsync(new Uri(Url("http"), "/KEYKEYKEY"))));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Answer_Compressed_IsRead(string encoding)
    {
        _answer = async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await using Stream body = encoding switch
            {
                "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
                "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
                _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
            };
            await body.WriteAsync(Encoding.UTF8.GetBytes(Header));
        };
        Assert.Equal(7u, (await ViewAsync(Url("http"))).Head);
    }

    [Fact]
    public async Task Answer_DamagedCompression_IsAProblem()
    {
        _answer = context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("no gzip");
        };
        Assert.Equal(EndpointProblemKind.NoConnection, (await ViewAsync(Url("http"))).Problem?.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("0")]
    public async Task TooManyRequests_WithoutAUsableRetryAfter_IsAskedAgainAfterAMinuteThenTwo(string? retryAfter)
    {
        _answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };
        var time = new FakeTimeProvider();
        using var network = new RpcNetwork(new Settings { ContainerNames = ["n"], RpcUrls = [Url("http")] }, time);
        var asked = new List<double>();
        for (var second = 0; second <= 300; second += 15, time.Advance(TimeSpan.FromSeconds(15)))
        {
            var before = _requests;
            await network.AskAsync(TimeSpan.Zero, Ct);
            asked.AddRange(_requests > before ? [second] : []);
        }

        Assert.Equal([0, 60, 180], asked);
    }

    [Theory]
    [InlineData("try again later", "the endpoint closed the connection (1013: try again later)")]
    [InlineData(null, "the endpoint closed the connection (1013)")]
    public async Task WebSocket_CloseFrame_IsShownWithCodeAndReason(string? reason, string expected)
    {
        _answer = context => ServeAsync(context, socket => socket.CloseAsync((WebSocketCloseStatus)1013, reason, Ct));
        Assert.Equal(expected, Why(await ViewAsync(Url("ws"))));
    }

    [Fact]
    public async Task WebSocket_NotificationsOfOtherKinds_AreIgnored()
    {
        _answer = context => ServeAsync(context, async socket =>
        {
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"rpc_hello","params":["welcome"]}""");
            await AnswerAsync(socket);
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"state_runtimeVersion","params":{"subscription":"other","result":{"specVersion":1}}}""");
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"own","result":{"number":"0x9"}}}""");
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var running = Run();
        await running.UntilAsync(view => view.Head == 9);
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task WebSocket_ClosingNotice_SaysWhy()
    {
        _answer = context => ServeAsync(context, async socket =>
        {
            await AnswerAsync(socket, withHead: false);
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"own","error":"the server restarts"}}""");
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        Assert.Equal("the endpoint ended the subscription: the server restarts", Why(await ViewAsync(Url("ws"))));
    }

    [Fact]
    public async Task WebSocket_ServerThatClosesAfterEachHead_IsNeverWithoutAHead()
    {
        _answer = context => ServeAsync(context, async socket =>
        {
            await AnswerAsync(socket);
            await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, null, Ct);
        });
        await using var running = Run();
        await running.UntilAsync(view => view.Head == 7);
        var heads = new List<uint?>();
        await running.UntilAsync(view =>
        {
            heads.Add(view.Head);
            return _requests >= 8;
        });
        Assert.All(heads, head => Assert.Equal(7u, head));
    }

    [Fact]
    public async Task WebSocket_ServerThatGoesAwayForGood_IsDownAfterTenSeconds()
    {
        var isGone = false;
        _answer = context => isGone ? RefuseAsync(context) : ServeAsync(context, async socket =>
        {
            await AnswerAsync(socket);
            isGone = true;
            await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, null, Ct);
        });
        await using var running = Run();
        await running.UntilAsync(view => view.Head == 7);
        await running.UntilAsync(view => view.Head is null);
        Assert.InRange(running.Elapsed, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task AskNodeAsync_Addresses_AreAskedByTheSameRules()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("only from KEYKEYKEY");
        };
        using var network = new RpcNetwork(new Settings { ContainerNames = ["n"] }, TimeProvider.System);
        var refused = new SelfReport { Failure = new EndpointProblem(EndpointProblemKind.HttpStatus, "only from …", 403) };
        Assert.Equal((refused, null), await network.AskNodeAsync("n", new NodeAddresses(new Uri(Url("http"), "/KEYKEYKEY"), null), Ct));
        Assert.Equal((null, refused), await network.AskNodeAsync("n", new NodeAddresses(null, new Uri(Url("http"), "/KEYKEYKEY")), Ct));
        Assert.Equal((null, null), await network.AskNodeAsync("n", NodeAddresses.None, Ct));
    }

    private static string? Why(EndpointView view) => EndpointText.Of(view.Judge(null));

    private Uri Url(string scheme, string user = "") => new UriBuilder(_server.Urls.Single()) { Scheme = scheme, UserName = user.Split(':')[0], Password = user.Split(':')[^1] }.Uri;

    private static async Task<EndpointView> ViewAsync(Uri url)
    {
        using var network = new RpcNetwork(new Settings { ContainerNames = ["n"], RpcUrls = [url] }, TimeProvider.System);
        await network.StartAsync(Ct);
        var view = (await network.AskAsync(TimeSpan.Zero, Ct)).Endpoints.Single();
        await network.StopAsync(Ct);
        return view;
    }

    private RunningEndpoint Run()
    {
        var time = new FakeTimeProvider();
        return new RunningEndpoint(new WebSocketEndpoint(Url("ws"), time, time.GetTimestamp(), TimeSpan.Zero, new Random(1)), time);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = 502;
        return Task.CompletedTask;
    }

    private static async Task ServeAsync(HttpContext context, Func<WebSocket, Task> serve)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await serve(socket);
    }

    /// <summary>Answers the three requests with which a connection begins.</summary>
    private static async Task AnswerAsync(WebSocket socket, bool withHead = true)
    {
        var buffer = new byte[1024];
        string[] results = ["\"Aleph Zero\"", "\"own\"", """{"number":"0x7"}"""];
        foreach (var (index, result) in results[..(withHead ? 3 : 2)].Index())
        {
            await socket.ReceiveAsync(buffer.AsMemory(), Ct);
            await SendAsync(socket, $$"""{"jsonrpc":"2.0","id":{{index + 1}},"result":{{result}}}""");
        }
    }

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Ct);

    private sealed class RunningEndpoint : IAsyncDisposable
    {
        /// <summary>Short beside the ten seconds that a head counts for, so that a busy machine does not look like a server that is away.</summary>
        private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);

        private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));
        private readonly WebSocketEndpoint _endpoint;
        private readonly FakeTimeProvider _time;
        private readonly long _begin;
        private readonly Task _running;

        public RunningEndpoint(WebSocketEndpoint endpoint, FakeTimeProvider time)
        {
            (_endpoint, _time, _begin) = (endpoint, time, time.GetTimestamp());
            _running = endpoint.RunAsync(_end.Token);
        }

        public TimeSpan Elapsed => _time.GetElapsedTime(_begin);

        /// <summary>Lets time pass until the endpoint is so.</summary>
        public async Task UntilAsync(Func<EndpointView, bool> isSo)
        {
            while (!isSo(_endpoint.View))
            {
                await Task.Delay(20, _end.Token);
                _time.Advance(Step);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _running;
            _end.Dispose();
        }
    }
}
