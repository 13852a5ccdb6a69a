using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A request as a receiver got it.</summary>
internal sealed record Got(string Method, string Host, string Path, Dictionary<string, string> Headers, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A text in the JSON, by its path.</summary>
    public string? Text(string path) => path.Split('.').Aggregate(Json, (element, part) => int.TryParse(part, out var index) ? element[index] : element.GetProperty(part)).ToString();
}

/// <summary>A real server that stands for all hosts, keeps what it got and answers as the test says.</summary>
internal sealed class ReceiverServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private ReceiverServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            Requests.Add(new Got(context.Request.Method, context.Request.Host.Value!, context.Request.Path + context.Request.QueryString, headers, await reader.ReadToEndAsync(Ct)));
            await Answer(context);
        });
    }

    public List<Got> Requests { get; } = [];

    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("ok");

    public string Host => new Uri(_server.Urls.Single()).Authority;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ReceiverServer> StartAsync(string answer = "ok", int status = 200)
    {
        var server = new ReceiverServer
        {
            Answer = context =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync(answer);
            },
        };
        await server._server.StartAsync(Ct);
        return server;
    }

    /// <summary>Sends a message to a URL, of whichever host: it goes here.</summary>
    public async Task<Delivery> SendAsync(string url, Message? message = null)
    {
        Assert.Null(Schemes.Fault(url));
        using var inner = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(new ToHere(this, inner)) { Timeout = Timeout.InfiniteTimeSpan };
        return await Schemes.Make(url, http, TimeProvider.System).Receiver.SendAsync(message ?? Notices.Message(), Ct);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Keeps the request's host in its header, and asks the local server.</summary>
    private sealed class ToHere(ReceiverServer server, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = request.RequestUri!.Authority;
            request.RequestUri = new UriBuilder(request.RequestUri) { Scheme = "http", Host = "127.0.0.1", Port = new Uri(server._server.Urls.Single()).Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
