using System.IO.Compression;
using System.Text;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against real servers that behave as public ones were seen to.</summary>
public sealed class TransportTests : EndpointServer
{
    [Theory]
    [InlineData("http")]
    [InlineData("ws")]
    public async Task Request_UrlWithAUser_NamesTheProgramAndTheUser(string scheme)
    {
        var (agent, authorization) = ("", "");
        Answer = context =>
        {
            (agent, authorization) = (context.Request.Headers.UserAgent.ToString(), context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("not to me:p@ss");
        };
        var view = await ViewAsync(Url(scheme, "me:p%40ss"));
        Assert.Equal($"{Product.Name}/{Product.Version}", agent);
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
        Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<html><title>No</title>\n<p>Requests without an agent are <b>refused</b>.</html>");
        };
        Assert.StartsWith($"HTTP {status}: No Requests without an agent are refused .", Why(await ViewAsync(Url(scheme))));
    }

    [Fact]
    public async Task Refusal_TextThatNeverEnds_IsLeftOut()
    {
        Answer = async context =>
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
        Answer = context =>
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
        Answer = async context =>
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
        Answer = context =>
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
        Answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };
        var time = new FakeTimeProvider();
        using var network = new RpcNetwork(new Settings { ContainerNames = ["n"], RpcUrls = [Url("http")] }, time, NullLogger<RpcNetwork>.Instance);
        var asked = new List<double>();
        for (var second = 0; second <= 300; second += 15, time.Advance(TimeSpan.FromSeconds(15)))
        {
            var before = Requests;
            await network.AskAsync(TimeSpan.Zero, Ct);
            asked.AddRange(Requests > before ? [second] : []);
        }

        Assert.Equal([0, 60, 180], asked);
    }

    [Fact]
    public async Task AskNodeAsync_Addresses_AreAskedByTheSameRules()
    {
        Answer = context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("only from KEYKEYKEY");
        };
        using var network = new RpcNetwork(new Settings { ContainerNames = ["n"] }, TimeProvider.System, NullLogger<RpcNetwork>.Instance);
        var refused = new SelfReport { Failure = new EndpointProblem(EndpointProblemKind.HttpStatus, "only from …", 403) };
        Assert.Equal((refused, null), await network.AskNodeAsync("n", new NodeAddresses(new Uri(Url("http"), "/KEYKEYKEY"), null), Ct));
        Assert.Equal((null, refused), await network.AskNodeAsync("n", new NodeAddresses(null, new Uri(Url("http"), "/KEYKEYKEY")), Ct));
        Assert.Equal((null, null), await network.AskNodeAsync("n", NodeAddresses.None, Ct));
    }
}
