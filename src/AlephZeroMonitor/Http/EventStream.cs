using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using AlephZeroMonitor.Http.Api;
using AlephZeroMonitor.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlephZeroMonitor.Http;

/// <summary>Tells clients of each node that was checked, by server-sent events. However many listen, a loop only leaves a name here.</summary>
internal sealed class EventStream(Board board, Snapshot snapshot, TimeProvider time)
{
    /// <summary>More are refused.</summary>
    public const int MaxClients = 1024;

    private const int MaxEventsWaiting = 32;

    /// <summary>Checks that end together are told together.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(100);

    /// <summary>What stands between us and a client may cut a silent connection.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private static readonly byte[] Comment = ": still here\n\n"u8.ToArray();

    private readonly ConcurrentDictionary<string, bool> _news = new();
    private readonly Channel<bool> _hasNews = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<Channel<byte[]>, bool> _clients = new();

    /// <summary>How many listen.</summary>
    public int Clients => _clients.Count;

    /// <summary>Tells the clients what is new, until <paramref name="ct"/> ends it; then the clients' requests end too.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        board.Published += Note;
        while (!ct.IsCancellationRequested)
        {
            Send(await IsNewsAsync(ct) ? await GatherAsync(ct) : Comment);
        }

        board.Published -= Note;
        foreach (var client in _clients.Keys)
        {
            client.Writer.TryComplete();
        }
    }

    /// <summary>Answers a request with the events from now on; ends when the client goes, or takes them too slowly.</summary>
    public async Task<Results<EmptyHttpResult, ProblemHttpResult>> ServeAsync(HttpContext context)
    {
        if (_clients.Count >= MaxClients)
        {
            return TypedResults.Problem("Too many clients listen.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var client = Channel.CreateBounded<byte[]>(MaxEventsWaiting);
        _clients[client] = true;
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.Body.WriteAsync("retry: 2000\n\n"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await foreach (var text in client.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(text, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client went.
        }
        finally
        {
            _clients.TryRemove(client, out _);
        }

        return TypedResults.Empty;
    }

    private void Note(NodeReport report)
    {
        if (!_clients.IsEmpty)
        {
            _news[report.Name] = true;
            _ = _hasNews.Writer.TryWrite(true);
        }
    }

    private async Task<bool> IsNewsAsync(CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(LongestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
        try
        {
            return await _hasNews.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<byte[]> GatherAsync(CancellationToken ct)
    {
        await Task.Delay(GatherTime, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        NodeStatus[] nodes = [.. _news.Keys.Where(name => _news.TryRemove(name, out _)).Select(snapshot.Node).OfType<NodeStatus>()];
        var text = new ArrayBufferWriter<byte>();
        text.Write("event: nodes\ndata: "u8);
        using (var json = new Utf8JsonWriter(text))
        {
            JsonSerializer.Serialize(json, [.. nodes], ApiJson.Default.ImmutableArrayNodeStatus);
        }

        text.Write("\n\n"u8);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>A client that hasn't taken the last events is cut off: it connects again, and asks for everything anew.</summary>
    private void Send(byte[] text)
    {
        foreach (var client in _clients.Keys)
        {
            if (!client.Writer.TryWrite(text))
            {
                client.Writer.TryComplete();
            }
        }
    }
}
