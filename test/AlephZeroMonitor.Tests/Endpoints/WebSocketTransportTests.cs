using System.Net.WebSockets;
using System.Text;
using AlephZeroMonitor.Core.Network;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against real WebSocket servers that behave as public ones were seen to.</summary>
public sealed class WebSocketTransportTests : EndpointServer
{
    [Theory]
    [InlineData("try again later", "the endpoint closed the connection (1013: try again later)")]
    [InlineData(null, "the endpoint closed the connection (1013)")]
    public async Task WebSocket_CloseFrame_IsShownWithCodeAndReason(string? reason, string expected)
    {
        Answer = context => ServeAsync(context, socket => socket.CloseAsync((WebSocketCloseStatus)1013, reason, Ct));
        Assert.Equal(expected, Why(await ViewAsync(Url("ws"))));
    }

    [Fact]
    public async Task WebSocket_NotificationsOfOtherKinds_AreIgnored()
    {
        Answer = context => ServeAsync(context, async socket =>
        {
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"rpc_hello","params":["welcome"]}""");
            await AnswerAsync(socket);
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"state_runtimeVersion","params":{"subscription":"other","result":{"specVersion":1}}}""");
            await SendAsync(socket, """{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"own","result":{"number":"0x9"}}}""");
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var running = Run();
        await running.UntilAsync(view => view.Head == 9);
        Assert.Equal(1, Requests);
    }

    [Fact]
    public async Task WebSocket_ClosingNotice_SaysWhy()
    {
        Answer = context => ServeAsync(context, async socket =>
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
        Answer = context => ServeAsync(context, async socket =>
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
            return Requests >= 8;
        });
        Assert.All(heads, head => Assert.Equal(7u, head));
    }

    [Fact]
    public async Task WebSocket_ServerThatGoesAwayForGood_IsDownAfterTenSeconds()
    {
        var isGone = false;
        Answer = context => isGone ? RefuseAsync(context) : ServeAsync(context, async socket =>
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
