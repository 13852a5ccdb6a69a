using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>Answers at a socket as Docker does for many nodes that log all the time, and at a port as an endpoint that pushes heads.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private const int LinesPerSecond = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("bench-engine-").FullName;
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<Channel<string>, bool> _listeners = new();
    private readonly FakeNode[] _nodes;

    private FakeEngine(int nodes)
    {
        _nodes = [.. Enumerable.Range(0, nodes).Select(i => new FakeNode($"node-{i}", $"{Guid.NewGuid():N}{i:x32}"))];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(Path.Combine(_folder, "docker.sock"));
            kestrel.Listen(System.Net.IPAddress.Loopback, Port);
        });
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Run(AnswerAsync);
    }

    /// <summary>The network's head; set by <see cref="PushHead"/>.</summary>
    public uint Head { get; private set; } = 100_000_000;

    /// <summary>The node's number and the network's head at each restart request, and when it came.</summary>
    public Channel<(int Node, uint Head, long At)> Restarts { get; } = Channel.CreateUnbounded<(int, uint, long)>();

    public string Names => string.Join(',', _nodes.Select(node => node.Name));

    private int Port { get; } = FreePort.Find();

    public static async Task<FakeEngine> StartAsync(int nodes)
    {
        var engine = new FakeEngine(nodes);
        await engine._server.StartAsync();
        return engine;
    }

    /// <summary>The variables by which the monitor uses it.</summary>
    public Dictionary<string, string> Variables(string folder)
    {
        var variables = MonitorRun.Variables(Names, folder);
        (variables["DOCKER_HOST"], variables["RPC_URL"]) = ($"unix://{_folder}/docker.sock", $"ws://127.0.0.1:{Port}");
        return variables;
    }

    /// <summary>The chain goes on, and all listeners are told.</summary>
    public void PushHead(uint blocks)
    {
        Head += blocks;
        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryWrite($$$"""{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"heads","result":{{{Header}}}}}""");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Header => $$"""{"number":"0x{{Head:x}}","parentHash":"0x00"}""";

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await SpeakAsync(await context.WebSockets.AcceptWebSocketAsync(), context.RequestAborted);
            return;
        }

        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var node = parts.Length > 2 ? _nodes.FirstOrDefault(each => each.Name == parts[2] || each.Id == parts[2]) : null;
        await (parts switch
        {
            ["version"] => context.Response.WriteAsync("""{"ApiVersion":"1.41","MinAPIVersion":"1.12"}"""),
            [_, "events"] => context.Request.Query.ContainsKey("until") ? Task.CompletedTask : WaitAsync(context),
            [_, "containers", _, "json"] when node is not null => context.Response.WriteAsync(node.Inspected()),
            [_, "containers", _, "logs"] when node is not null => LogsAsync(context, node),
            [_, "containers", _, "restart"] when node is not null => RestartAsync(context, node),
            [_, "containers", "json"] => context.Response.WriteAsync("[]"),
            _ => context.Response.WriteAsync("{}"),
        });
    }

    private static async Task WaitAsync(HttpContext context)
    {
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task RestartAsync(HttpContext context, FakeNode node)
    {
        Restarts.Writer.TryWrite((Array.IndexOf(_nodes, node), Head, Stopwatch.GetTimestamp()));
        node.Begin(Head);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static async Task LogsAsync(HttpContext context, FakeNode node)
    {
        var (response, stops) = (context.Response, context.RequestAborted);
        await response.StartAsync(stops);
        var lines = node.Lines(LinesPerSecond);
        var from = int.TryParse(context.Request.Query["tail"], CultureInfo.InvariantCulture, out var tail) ? Math.Max(0, lines - tail) : 0;
        var follows = context.Request.Query.ContainsKey("follow");
        try
        {
            do
            {
                for (; from < lines; from++)
                {
                    await response.Body.WriteAsync(Frame(node.Line(from, LinesPerSecond)), stops);
                }

                await response.Body.FlushAsync(stops);
                await Task.Delay(follows ? 1000 / LinesPerSecond : 0, stops);
                lines = node.Lines(LinesPerSecond);
            }
            while (follows);
        }
        catch (OperationCanceledException)
        {
            // The monitor has read enough.
        }
    }

    private async Task SpeakAsync(WebSocket socket, CancellationToken ct)
    {
        var listener = Channel.CreateUnbounded<string>();
        _listeners[listener] = true;
        var writing = WriteAsync();
        var buffer = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ct)) is { MessageType: WebSocketMessageType.Text } received)
            {
                using var request = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
                var result = request.RootElement.GetProperty("method").GetString() switch
                {
                    "system_chain" => "\"Aleph Zero\"",
                    "chain_subscribeNewHeads" => "\"heads\"",
                    "chain_getHeader" => Header,
                    _ => "null",
                };
                listener.Writer.TryWrite($$"""{"jsonrpc":"2.0","id":{{request.RootElement.GetProperty("id").GetRawText()}},"result":{{result}}}""");
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The monitor has ended.
        }

        _listeners.TryRemove(listener, out _);
        listener.Writer.TryComplete();
        await writing;

        async Task WriteAsync()
        {
            await foreach (var text in listener.Reader.ReadAllAsync(CancellationToken.None))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static byte[] Frame(string line)
    {
        var frame = new byte[8 + Encoding.UTF8.GetByteCount(line)];
        frame[0] = 2;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)(frame.Length - 8));
        Encoding.UTF8.GetBytes(line, frame.AsSpan(8));
        return frame;
    }

    /// <summary>A node whose log is a function of the time: it has, and keeps, the block that was the network's when it began.</summary>
    private sealed class FakeNode(string name, string id)
    {
        private DateTimeOffset _startedAt = DateTimeOffset.UtcNow.AddSeconds(-60);
        private uint _best = 100_000_000;

        public string Name => name;

        public string Id => id;

        public void Begin(uint best) => (_startedAt, _best) = (DateTimeOffset.UtcNow, best);

        public int Lines(int perSecond) => (int)((DateTimeOffset.UtcNow - _startedAt).TotalSeconds * perSecond) + 3;

        public string Line(int line, int perSecond)
        {
            var at = _startedAt.AddSeconds((double)Math.Max(0, line - 3) / perSecond).AddTicks(line);
            var said = line switch
            {
                0 => "main sc_cli::runner: Aleph Node",
                1 => "main aleph-party: Running session 7.",
                _ => $"tokio-runtime-worker substrate: ✨ Imported #{_best} (0x366e…3605)",
            };
            return string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm:ss.fffffff}00Z {at:yyyy-MM-dd HH:mm:ss.fff}  INFO {said}\n");
        }

        public string Inspected() =>
            $$"""
            {"Id":"{{id}}","Name":"/{{name}}","State":{"Running":true,"Paused":false,"Restarting":false,"StartedAt":"{{_startedAt:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}}","FinishedAt":"0001-01-01T00:00:00Z"},
             "Config":{"Tty":false,"Labels":{} },"HostConfig":{"LogConfig":{"Type":"json-file"} } }
            """;
    }
}
