using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>A collector on a free port of this machine, by HTTP or by gRPC, that keeps what it gets; or accepts and never answers.</summary>
internal sealed class CollectorServer : IAsyncDisposable
{
    private const int GrpcPrefix = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly bool _speaksGrpc;
    private readonly ConcurrentQueue<(string Path, string Key, byte[] Body)> _requests = new();

    private CollectorServer(bool speaksGrpc)
    {
        _speaksGrpc = speaksGrpc;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = speaksGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>It accepts, and never answers.</summary>
    public bool IsSilent { get; set; }

    public Uri Address => new(_app.Urls.Single());

    public Collector Collector => new(Address, _speaksGrpc);

    public IReadOnlyList<string> Paths => [.. _requests.Select(request => request.Path).Distinct()];

    public IReadOnlyList<string> Keys => [.. _requests.Select(request => request.Key).Distinct()];

    /// <summary>All bytes that came, as text of one byte a letter.</summary>
    public string Everything => string.Concat(_requests.Select(request => Encoding.Latin1.GetString(request.Body)));

    public IReadOnlyList<ReceivedSpan> Spans => [.. Messages("race").SelectMany(ReceivedSpan.Read)];

    public IReadOnlyList<ReceivedPoint> Points => [.. Messages("etrics").SelectMany(ReceivedPoint.Read)];

    /// <summary>The points of the last request alone.</summary>
    public IReadOnlyList<ReceivedPoint> LastPoints => [.. ReceivedPoint.Read(Messages("etrics").Last())];

    /// <summary>What is told of the process, by traces and metrics alike.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Resources => [.. Messages("").SelectMany(request => request.Messages(1)).Select(of => Attributes(of.Message(1)!, 1))];

    public static async Task<CollectorServer> StartAsync(bool speaksGrpc = false)
    {
        var server = new CollectorServer(speaksGrpc);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static IReadOnlyDictionary<string, string> Attributes(ProtoMessage of, int number) => of.Messages(number).ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2)!));

    /// <summary>Waits until there is what is looked for.</summary>
    public async Task<T> SeeAsync<T>(Func<CollectorServer, T?> look)
        where T : class
    {
        for (var begin = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begin) < Patience; await Task.Delay(20))
        {
            if (look(this) is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException($"Not seen among {_requests.Count} requests; spans:\n{string.Join('\n', Spans)}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<ProtoMessage> Messages(string path) => _requests.Where(request => request.Path.Contains(path, StringComparison.Ordinal))
        .Select(request => new ProtoMessage(request.Body.AsMemory(_speaksGrpc ? GrpcPrefix : 0)));

    private static string Value(ProtoMessage any) => any.Has(1) ? any.Text(1) : any.Has(2) ? $"{any.Number(2) == 1}" : any.Has(4) ? $"{any.Double(4)}" : $"{(long)any.Number(3)}";

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        _requests.Enqueue((context.Request.Path, context.Request.Headers["api-key"].ToString(), body.ToArray()));
        if (_speaksGrpc)
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[GrpcPrefix]); // an empty message
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
