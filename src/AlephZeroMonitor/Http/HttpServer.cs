using System.Net;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Http;

/// <summary>The HTTP server. That it can't listen is reported, and the watch goes on without it.</summary>
internal sealed class HttpServer(Settings settings, Routes routes, EventStream events, ILogger<HttpServer> log) : IHostedService, IDisposable
{
    /// <summary>Streams of events, and as many again that come and go.</summary>
    private const int MaxConnections = 2 * EventStream.MaxClients;

    private const int MaxRequestBodyBytes = 4 * 1024;
    private const int MaxRequestLineBytes = 4 * 1024;
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaders = 64;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;
    private Task _telling = Task.CompletedTask;

    /// <summary>Where it listens; null when it doesn't.</summary>
    public Uri? Address => _app is null ? null : new Uri(_app.Urls.First());

    /// <inheritdoc/>
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
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>().AddProblemDetails(WithoutTraceId).AddResponseCompression().AddRateLimiter(ActionLimit.Set);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(settings.HttpBind), port);
            Limit(kestrel.Limits);
        });
        _app = builder.Build();
        _app.Use(AnswerHeadAsGet);
        _app.UseResponseCompression().UseExceptionHandler().UseStatusCodePages();
        if (settings.ApiToken is not null)
        {
            _app.UseHostNames(settings);
        }

        _app.UseRouting().UseRateLimiter();
        routes.MapTo(_app);
        try
        {
            await _app.StartAsync(ct);
            _telling = events.RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            log.CannotListen(settings.HttpBind, port, e.Message);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _telling;
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
            await _app.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Whoever asks only whether something is there gets the answer's head; the server itself knows what was asked, and sends no body.</summary>
    private static Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        return next(context);
    }

    /// <summary>It would name a trace that nobody has: requests aren't traced.</summary>
    private static void WithoutTraceId(ProblemDetailsOptions options) => options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions.Remove("traceId");

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

    /// <summary>Signals are the outer host's business.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
