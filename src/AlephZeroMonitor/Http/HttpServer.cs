using System.Net;
using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Http;

/// <summary>The HTTP server.</summary>
/// <remarks>When it cannot listen, the program ends: whoever has the port would answer for it, also to the health check.</remarks>
internal sealed class HttpServer(Settings settings, IEnumerable<IRoutes> routes, EventStream events, Snapshot snapshot)
    : IHostedService, IDisposable
{
    /// <summary>Room for all event streams, and as many other connections.</summary>
    private const int MaxConnections = 2 * EventStream.MaxClients;

    private const int MaxRequestBodyBytes = 4 * 1024;
    private const int MaxRequestLineBytes = 4 * 1024;
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaders = 64;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);

    private static readonly string[] OpenToAll = [MonitorStatus.HealthPath, "/livez", "/readyz", "/metrics"];

    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;
    private Task _sending = Task.CompletedTask;

    /// <summary>Where it listens; null when it does not.</summary>
    public Uri? Address => _app is null ? null : new Uri(_app.Urls.First());

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.HttpPort == 0)
        {
            return;
        }

        await ListenAsync(settings.HttpPort, cancellationToken);
    }

    /// <summary>Listens on a port; 0: any that is free.</summary>
    public async Task ListenAsync(int port, CancellationToken ct)
    {
        _app = Build(port);
        try
        {
            await _app.StartAsync(ct);
            _sending = events.RunAsync(snapshot.ShortNode, _stop.Token);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await _app.DisposeAsync();
            _app = null;
            throw new StartFailure($"can't listen on {settings.HttpBind}:{port}: {e.Message.TrimEnd('.')}. Set HTTP_PORT to a free port, or to 0 for none", e);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sending;
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
            await _app.DisposeAsync();
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <remarks>
    /// The empty builder reads no appsettings.json of the current directory, watches no file (which takes one of the user's few inotify instances), and
    /// opens no port that only the environment names.
    /// </remarks>
    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>().AddRoutingCore().AddResponseCompression()
            .AddProblemDetails(WithoutTraceId).AddRateLimiter(ActionGuard.Limit);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(settings.HttpBind), port);
            Limit(kestrel.Limits);
        });
        var app = builder.Build();
        app.Use(AnswerHeadAsGet);
        app.UseResponseCompression().UseExceptionHandler().UseStatusCodePages();
        if (settings.ApiToken is not null)
        {
            app.Use(RefuseOtherHosts);
        }

        app.UseRouting().UseRateLimiter();
        foreach (var each in routes)
        {
            each.MapTo(app);
        }

        return app;
    }

    /// <summary>HEAD gets the headers of GET; the server still knows the method, and sends no body.</summary>
    private static Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        return next(context);
    }

    /// <summary>Requests are not traced, so the id would lead nowhere.</summary>
    private static void WithoutTraceId(ProblemDetailsOptions options) =>
        options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions.Remove("traceId");

    /// <summary>
    /// Refuses requests for other host names where there is a token: a page elsewhere could let its own name point here (DNS rebinding). An address is
    /// nobody's name, and what monitoring asks for is no secret.
    /// </summary>
    private Task RefuseOtherHosts(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        var isOurs = IPAddress.TryParse(host.Trim('[', ']'), out _)
            || settings.HttpHosts.Append("localhost").Contains(host, StringComparer.OrdinalIgnoreCase);
        if (isOurs || OpenToAll.Contains(context.Request.Path.Value))
        {
            return next(context);
        }

        return TypedResults.Problem("This name is not known; HTTP_HOSTS lists the names.", statusCode: StatusCodes.Status421MisdirectedRequest)
            .ExecuteAsync(context);
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxRequestBodySize = MaxRequestBodyBytes;
        limits.MaxRequestLineSize = MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = IdleTimeout;
    }

    /// <summary>Signals are left to the outer host.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
