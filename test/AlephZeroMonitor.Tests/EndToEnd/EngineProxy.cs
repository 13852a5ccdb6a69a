using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A socket in front of the real engine's, which can go away, come back, and refuse, delay or change what it is asked for.</summary>
internal sealed class EngineProxy : IAsyncDisposable
{
    private readonly int? _port;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("a blank ").FullName, "docker.sock");
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private CancellationTokenSource _up = new();
    private Task _accepting = Task.CompletedTask;

    private EngineProxy(int? port, SslServerAuthenticationOptions? tls) => (_port, _tls) = (port, tls);

    public string Url => _port is { } port ? $"tcp://127.0.0.1:{port}" : $"unix://{_path}";

    /// <summary>What it does with a request, by its first line; null: it hands it on.</summary>
    public Func<string, Treatment?> Treat { get; set; } = _ => null;

    /// <summary>The first lines of all requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Refuses all requests that have this text, as a filtering proxy does.</summary>
    public void Refuse(string part, int status = 403) => Treat = request => request.Contains(part, StringComparison.Ordinal) ? new Treatment { Status = status } : null;

    /// <summary>Starts it on a socket, or on a port of this machine.</summary>
    public static EngineProxy Start(int? port = null, SslServerAuthenticationOptions? tls = null)
    {
        var proxy = new EngineProxy(port, tls);
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
            await using var stream = await SecureAsync(new NetworkStream(client), ct);
            var buffer = new byte[16 * 1024];
            var length = await stream.ReadAsync(buffer, ct);
            var request = Encoding.ASCII.GetString(buffer, 0, length).Split('\r')[0];
            Requests.Enqueue(request);
            var treatment = Treat(request);
            await Task.Delay(treatment?.Delay ?? TimeSpan.Zero, ct);
            if (treatment is { Status: { } status })
            {
                await stream.WriteAsync(Answer($"{status} Refused", treatment.Body), ct);
                return;
            }

            await engine.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), ct);
            await using var answer = new NetworkStream(engine);
            if (treatment?.Change is { } change)
            {
                await answer.WriteAsync(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(buffer, 0, length).Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal)), ct);
                using var whole = new StreamReader(answer);
                var body = (await whole.ReadToEndAsync(ct)).Split("\r\n\r\n", 2)[1];
                await stream.WriteAsync(Answer("200 OK", change(body)), ct);
                return;
            }

            await answer.WriteAsync(buffer.AsMemory(0, length), ct);
            var asking = PumpAsync(stream, answer, ct);
            if (await Task.WhenAny(asking, PumpAsync(answer, stream, ct)) != asking)
            {
                // A socket that is disposed in the middle of a read resets the connection, and the client loses what it has not read yet.
                await (stream is SslStream secure ? secure.ShutdownAsync() : Task.CompletedTask);
                client.Shutdown(SocketShutdown.Send);
                await Task.WhenAny(asking, Task.Delay(TimeSpan.FromSeconds(5), ct));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
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

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken ct)
    {
        if (_tls is null)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(_tls, ct);
        return secure;
    }

    private static byte[] Answer(string status, string body) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    private static async Task PumpAsync(Stream from, Stream to, CancellationToken ct)
    {
        try
        {
            await from.CopyToAsync(to, ct);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two hung up.
        }
    }
}

/// <summary>What a proxy does with a request.</summary>
internal sealed record Treatment
{
    /// <summary>Refuses the request with this status.</summary>
    public int? Status { get; init; }

    /// <summary>What it says then.</summary>
    public string Body { get; init; } = """{"message":"the proxy refuses this"}""";

    /// <summary>How long it waits before that, or before it hands the request on.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Changes the engine's answer.</summary>
    public Func<string, string>? Change { get; init; }

    /// <summary>It never answers.</summary>
    public static Treatment Hang { get; } = new() { Delay = Timeout.InfiniteTimeSpan };
}
