using System.IO.Compression;
using System.Net;

namespace AlephZeroMonitor.Http;

public class PageEndpointsTests
{
    private const int MaxTransfer = 100_000;

    [Fact]
    public async Task Page_AllFiles_TransferAtMost100Kilobytes()
    {
        await using var server = await Server.StartAsync();
        var sum = 0;
        foreach (var path in new[] { "/", "/page.js", "/page.css" })
        {
            using var answer = await GetPackedAsync(server, path);
            Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
            sum += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }

        Assert.InRange(sum, 1, MaxTransfer);
    }

    [Fact]
    public async Task Page_HasAPolicyWithoutOtherHostsAndInlineCode()
    {
        await using var server = await Server.StartAsync();
        using var answer = await GetPackedAsync(server, "/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy);
        Assert.DoesNotContain("unsafe", policy);
        await using var text = new GZipStream(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var reader = new StreamReader(text);
        var html = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("style=", html);
        Assert.DoesNotContain("onclick", html);
    }

    [Fact]
    public async Task Page_ClientWithoutGzip_GetsItUnpacked()
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync("/");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.StartsWith("<!doctype html>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_AskedForAgain_IsNotSentAgain()
    {
        await using var server = await Server.StartAsync();
        using var first = await server.GetAsync("/page.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/page.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException("no tag"));
        using var second = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    private static Task<HttpResponseMessage> GetPackedAsync(Server server, string path) => server.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip" } } }, TestContext.Current.CancellationToken);
}
