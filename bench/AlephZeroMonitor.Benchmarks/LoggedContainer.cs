using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>The real Docker: a container with a log, and how others read it.</summary>
internal sealed class LoggedContainer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bench-log-").FullName;

    private LoggedContainer()
    {
    }

    public string Name { get; } = $"alephzero-bench-{Guid.NewGuid():N}";

    /// <summary>Starts a container that logs this and then its last line each two seconds, as a node is never silent for long, and waits until Docker has it all.</summary>
    public static async Task<LoggedContainer> StartAsync(string line, int bytes)
    {
        var container = new LoggedContainer();
        var text = new StringBuilder();
        var lines = 0;
        for (; text.Length < bytes; lines++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, line, 104_760_000 + lines).Append('\n');
        }

        await File.WriteAllTextAsync(Path.Combine(container._folder, "node.log"), text.ToString());
        var image = Environment.GetEnvironmentVariable("ALEPHZERO_BUSYBOX_IMAGE") ?? "busybox";
        Shell($"docker run -d --name {container.Name} --log-driver json-file -v {container._folder}:/log:ro {image} sh -c 'cat /log/node.log >&2; while sleep 2; do tail -n 1 /log/node.log >&2; done'");
        var last = $"#{104_760_000 + lines - 1} ";
        while (!Shell($"docker logs --tail 1 {container.Name} 2>&1").Contains(last, StringComparison.Ordinal))
        {
            await Task.Delay(500);
        }

        return container;
    }

    /// <summary>Reads the log as raw bytes of the socket: what Docker itself needs.</summary>
    public TimeSpan ReadRaw()
    {
        var begin = Stopwatch.GetTimestamp();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint("/var/run/docker.sock"));
        socket.Send(Encoding.ASCII.GetBytes($"GET /containers/{Name}/logs?stdout=1&stderr=1&timestamps=1&tail=all HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"));
        var buffer = new byte[256 * 1024];
        while (socket.Receive(buffer) > 0)
        {
        }

        return Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>User and system time of a script that reads the whole log, Docker's own time left out.</summary>
    public double ScriptSeconds()
    {
        var times = Shell($"TIMEFORMAT='%U %S'; {{ time docker logs {Name} 2>&1 | grep -c 'Imported #' >/dev/null; }} 2>&1").Split(' ');
        return times.Sum(time => double.Parse(time, CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Shell($"docker rm -f {Name}");
        Directory.Delete(_folder, recursive: true);
    }

    private static string Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text.Trim() : throw new InvalidOperationException($"\"{command}\" ended with {process.ExitCode}.");
    }
}
