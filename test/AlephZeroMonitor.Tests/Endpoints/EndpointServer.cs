using System.Net;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlephZeroMonitor.Endpoints;

/// <summary>A real server that answers as the test says.</summary>
public abstract class EndpointServer : IAsyncLifetime
{
    private protected const string Header = """{"jsonrpc":"2.0","id":1,"result":{"number":"0x7"}}""";

    private readonly WebApplication _server;
    private int _requests;

    protected EndpointServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            return Answer(context);
        });
    }

    private protected int Requests => _requests;

    private protected RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync(Header);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static string? Why(EndpointView view) => EndpointText.Of(view.Judge(new(null)));

    private protected Uri Url(string scheme, string user = "") =>
        new UriBuilder(_server.Urls.Single()) { Scheme = scheme, UserName = user.Split(':')[0], Password = user.Split(':')[^1] }.Uri;

    private protected static async Task<EndpointView> ViewAsync(Uri url)
    {
        using var network = new RpcNetwork(new Settings { ContainerNames = ["n"], RpcUrls = [url] }, TimeProvider.System, NullLogger<RpcNetwork>.Instance);
        await network.StartAsync(Ct);
        var view = (await network.AskAsync(TimeSpan.Zero, Ct)).Endpoints.Single();
        await network.StopAsync(Ct);
        return view;
    }
}
