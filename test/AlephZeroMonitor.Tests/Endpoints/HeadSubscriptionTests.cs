using System.Net;
using AlephZeroMonitor.Host.Calls;
using AlephZeroMonitor.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using NodeSimulator;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against a real server that sends its callers to another one.</summary>
public class HeadSubscriptionTests
{
    [Theory]
    [InlineData("ws")]
    [InlineData("http")]
    public async Task RunAsync_Redirection_IsToldAndNotFollowed(string scheme)
    {
        await using var other = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => 7 });
        var location = new UriBuilder(other.WsUrl) { Scheme = scheme, Path = "/other" }.Uri;
        Assert.Equal($"HTTP 302, a redirection to {scheme}://{location.Authority}: set RPC_URL to that", await ProblemAsync(location.ToString()));
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task RunAsync_RefusalWithoutALocation_IsToldByItsStatus() => Assert.Equal("HTTP 302", await ProblemAsync(null));

    private static async Task<string?> ProblemAsync(string? location)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var server = builder.Build();
        server.Run(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, location);
            return Task.CompletedTask;
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var url = new UriBuilder(server.Urls.Single()) { Scheme = "ws", Path = "/KEY" }.Uri;
        using var subscription = new HeadSubscription(url, TimeProvider.System, new Refusals(url, TimeProvider.System), _ => { }, _ => { });
        return EndpointText.Of((await subscription.RunAsync(TestContext.Current.CancellationToken)).Problem!.Value);
    }
}
