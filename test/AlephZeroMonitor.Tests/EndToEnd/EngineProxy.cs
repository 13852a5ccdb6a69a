using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A socket in front of the real engine's, which can go away, come back, and refuse restarts.</summary>
internal sealed class EngineProxy : IAsyncDisposable
{
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes(
        "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 37\r\nConnection: close\r\n\r\n{\"message\":\"the proxy refuses this\"}\n");

    private readonly int? _port;
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("engine-").FullName, "docker.sock");
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private CancellationTokenSource _up = new();
    private Task _accepting = Task.CompletedTask;

    private EngineProxy(int? port) => _port = port;

    public string Url => _port is { } port ? $"tcp://127.0.0.1:{port}" : $"unix://{_path}";

    public bool RefuseRestarts { get; set; }

    /// <summary>The first lines of all requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Starts it on a socket, or on a port of this machine.</summary>
    public static EngineProxy Start(int? port = null)
    {
        var proxy = new EngineProxy(port);
        File.SetUnixFileMode(Path.GetDirectoryName(proxy._path)!, (UnixFileMode)0b111_101_101);
        proxy.ComeBack();
        return proxy;
    }

    public void ComeBack()
    {
        _up = new CancellationTokenSource();
        var listener = _port is null ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(_port is { } port ? new IPEndPoint(IPAddress.Loopback, port) : new UnixDomainSocketEndPoint(_path));
        listener.Listen(64);
        if (_port is null)
        {
            File.SetUnixFileMode(_path, (UnixFileMode)0b110_110_110);
        }

        _accepting = AcceptAsync(listener, _up.Token);
    }

    /// <summary>Cuts all connections, and takes no more.</summary>
    public async Task GoAwayAsync()
    {
        await _up.CancelAsync();
        await _accepting;
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GoAwayAsync();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    private async Task AcceptAsync(Socket listener, CancellationToken ct)
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptAsync(ct), ct));
            }
        }
        catch (OperationCanceledException)
        {
            listener.Dispose();
            File.Delete(_path);
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket client, CancellationToken ct)
    {
        var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        (_open[client], _open[engine]) = (0, 0);
        try
        {
            var buffer = new byte[16 * 1024];
            var length = await client.ReceiveAsync(buffer, ct);
            var request = Encoding.ASCII.GetString(buffer, 0, length).Split('\r')[0];
            Requests.Enqueue(request);
            if (RefuseRestarts && request.Contains("/restart", StringComparison.Ordinal))
            {
                await client.SendAsync(Refusal, ct);
                return;
            }

            await engine.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), ct);
            await engine.SendAsync(buffer.AsMemory(0, length), ct);
            await Task.WhenAny(PumpAsync(client, engine, ct), PumpAsync(engine, client, ct));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two hung up.
        }
        finally
        {
            client.Dispose();
            engine.Dispose();
            _open.TryRemove(client, out _);
            _open.TryRemove(engine, out _);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var read = await from.ReceiveAsync(buffer, ct); read > 0; read = await from.ReceiveAsync(buffer, ct))
            {
                await to.SendAsync(buffer.AsMemory(0, read), ct);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two hung up.
        }
    }
}
