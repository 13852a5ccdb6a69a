using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NodeSimulator;

/// <summary>A node's or an endpoint's JSON-RPC 2.0 server, by HTTP POST and by WebSocket on one port, and its metrics page there, with faults at will.</summary>
public sealed class JsonRpcServer : IAsyncDisposable
{
    /// <summary>The user agent of a simulated node: a peer of the network, who is spared the endpoint's faults.</summary>
    internal const string PeerAgent = "node-simulator";

    private const int MaxRequestLength = 1024 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _app;
    private readonly JsonRpcMethods _methods;
    private readonly MetricsPage _metrics;
    private volatile Fault _fault;
    private long _requests;

    private JsonRpcServer(int port, ChainView chain)
    {
        _methods = new JsonRpcMethods(chain);
        _metrics = new MetricsPage(chain, _methods);

        // The empty builder: no settings from files or the environment, no watching of files, no logging.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestLength;
            kestrel.Listen(IPAddress.Any, port);
        });
        _app = builder.Build();
        _app.UseWebSockets();
    }

    /// <summary>Where it answers by HTTP POST; on the loopback interface, though it listens on all.</summary>
    public Uri HttpUrl => new($"http://127.0.0.1:{new Uri(_app.Urls.First()).Port}/");

    /// <summary>Where it answers by WebSocket.</summary>
    public Uri WsUrl => new UriBuilder(HttpUrl) { Scheme = "ws" }.Uri;

    /// <summary>What is wrong with it, from the next request on.</summary>
    public Fault Fault { get => _fault; set => _fault = value; }

    /// <summary>How many requests have arrived, answered or not; a batch counts once.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Starts a server.</summary>
    /// <param name="port">The port; 0 takes any that is free.</param>
    /// <param name="chain">What it tells.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<JsonRpcServer> StartAsync(int port, ChainView chain) => StartAsync(port, chain, (_, _) => null);

    /// <summary>Starts a server that answers other POSTs too.</summary>
    /// <param name="port">The port; 0 takes any that is free.</param>
    /// <param name="chain">What it tells.</param>
    /// <param name="control">Does what a path asks for and gives the text to answer; null when the path means nothing.</param>
    internal static async Task<JsonRpcServer> StartAsync(int port, ChainView chain, Func<JsonRpcServer, string, string?> control)
    {
        var server = new JsonRpcServer(port, chain);
        server._app.Run(context => server.ServeAsync(context, control));
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Ends it at once; requests that are being answered are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task ServeAsync(HttpContext context, Func<JsonRpcServer, string, string?> control)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await ServeAsync(context, control, ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException)
        {
            // The other side went away, or the server ends.
            context.Abort();
        }
    }

    private Task ServeAsync(HttpContext context, Func<JsonRpcServer, string, string?> control, CancellationToken ct)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            return ServeWebSocketAsync(context, ct);
        }

        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path == MetricsPage.Path)
        {
            Interlocked.Increment(ref _requests);
            return FaultyTransport.SendAsync(context, Encoding.UTF8.GetBytes(_metrics.Text(Fault)), Fault, ct);
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        var path = context.Request.Path.Value ?? "/";
        if (path == "/")
        {
            return ServeRequestAsync(context, ct);
        }

        var done = control(this, path);
        context.Response.StatusCode = done is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return context.Response.WriteAsync((done ?? $"Nothing is known by {path}") + "\n", ct);
    }

    private async Task ServeRequestAsync(HttpContext context, CancellationToken ct)
    {
        Interlocked.Increment(ref _requests);
        var fault = context.Request.Headers.UserAgent == PeerAgent ? Fault.None : Fault;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        var answer = _methods.Answer(body.ToArray(), fault, subscriptions: null);
        await FaultyTransport.SendAsync(context, Encoding.UTF8.GetBytes(answer?.ToJsonString() ?? ""), fault, ct);
    }

    private async Task ServeWebSocketAsync(HttpContext context, CancellationToken ct)
    {
        if (Fault is Fault.Error500 or Fault.RateLimited or Fault.Forbidden)
        {
            await FaultyTransport.SendAsync(context, [], Fault, ct);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new WebSocketConnection(socket, _methods, () => Fault, () => Interlocked.Increment(ref _requests));
        await connection.RunAsync(ct);
    }
}
