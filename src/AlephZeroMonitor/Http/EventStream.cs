using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlephZeroMonitor.Http;

/// <summary>Sends each node that was checked to the clients, as server-sent events.</summary>
/// <remarks>A loop only leaves a name here, however many clients there are.</remarks>
internal sealed class EventStream(TimeProvider time) : IProjection
{
    /// <summary>More are refused.</summary>
    public const int MaxClients = 1024;

    private const int MaxEventsWaiting = 32;

    /// <summary>Checks that end together are sent together.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(100);

    /// <summary>A proxy between may cut a connection that is silent for longer.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private static readonly byte[] Comment = ": still here\n\n"u8.ToArray();

    private readonly ConcurrentDictionary<string, bool> _checked = new();
    private readonly Channel<bool> _hasChecked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<Channel<byte[]>, bool> _clients = new();

    /// <summary>How many clients there are.</summary>
    public int Clients => _clients.Count;

    /// <summary>Sends until <paramref name="ct"/> ends it; then the clients' requests end, too.</summary>
    /// <param name="find">Finds a node by its name; null when it is no longer watched.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RunAsync(Func<string, NodeStatus?> find, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            Send(await WaitAsync(ct) ? await GatherAsync(find, ct) : Comment);
        }

        foreach (var client in _clients.Keys)
        {
            client.Writer.TryComplete();
        }
    }

    public void Checked(NodeReport report)
    {
        if (!_clients.IsEmpty)
        {
            _checked[report.Name] = true;
            _ = _hasChecked.Writer.TryWrite(true);
        }
    }

    public void Acted(NodeReport report, ActionOutcome outcome) => Checked(report);

    /// <summary>Answers a request with the events from now on; ends when the client goes, or takes them too slowly.</summary>
    public async Task<Results<EmptyHttpResult, ProblemHttpResult>> ServeAsync(HttpContext context)
    {
        if (_clients.Count >= MaxClients)
        {
            return TypedResults.Problem("There are too many clients.", statusCode: StatusCodes.Status503ServiceUnavailable);
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

    /// <summary>Waits for a check; false when none came for a while.</summary>
    private async Task<bool> WaitAsync(CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(LongestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
        try
        {
            return await _hasChecked.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<byte[]> GatherAsync(Func<string, NodeStatus?> find, CancellationToken ct)
    {
        await Task.Delay(GatherTime, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        NodeStatus[] nodes = [.. _checked.Keys.Where(name => _checked.TryRemove(name, out _)).Select(find).OfType<NodeStatus>()];
        var text = new ArrayBufferWriter<byte>();
        text.Write("event: nodes\ndata: "u8);
        using (var json = new Utf8JsonWriter(text))
        {
            JsonSerializer.Serialize(json, nodes, ApiJson.Default.NodeStatusArray);
        }

        text.Write("\n\n"u8);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>A client that has not taken the last events is cut off: it connects again, and asks for everything again.</summary>
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
