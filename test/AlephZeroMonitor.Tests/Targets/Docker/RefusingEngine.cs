using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A real server that stands for an engine behind a proxy, which allows version and inspect alone.</summary>
internal sealed class RefusingEngine : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RefusingEngine(string page)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(context =>
        {
            var path = context.Request.Path.Value!;
            Requests.Enqueue(path);
            var answer = path.EndsWith("/version", StringComparison.Ordinal) ? """{"ApiVersion":"1.41","MinAPIVersion":"1.12"}"""
                : path.EndsWith("/json", StringComparison.Ordinal) ? """{"Id":"c","Config":{"Tty":false}}"""
                : null;
            (context.Response.StatusCode, context.Response.ContentType) = answer is null ? (403, "text/html") : (200, "application/json");
            return context.Response.WriteAsync(answer ?? page);
        });
    }

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public Engine Client => new(new UriBuilder(_server.Urls.Single()) { Scheme = "tcp" }.Uri);

    /// <summary>Starts one that refuses with that page.</summary>
    public static async Task<RefusingEngine> StartAsync(string page)
    {
        var engine = new RefusingEngine(page);
        await engine._server.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
