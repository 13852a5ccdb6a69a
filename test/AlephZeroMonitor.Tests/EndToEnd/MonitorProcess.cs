using System.Collections.Concurrent;
using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The native binary, running, with what it prints.</summary>
internal sealed class MonitorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private string? _dataFolder;

    private MonitorProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts it with nothing but these variables: by default a check each second, and no HTTP.</summary>
    public static MonitorProcess Start(params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(TestSettings.Binary) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        var dataFolder = variables.Any(variable => variable.Name == "DATA_DIR") ? null : NewDataFolder();
        (string, string)[] defaults = [("CHECK_INTERVAL", "1"), ("HTTP_PORT", "0"), ("LOG_LEVEL", "debug"), ("DATA_DIR", dataFolder ?? "")];
        foreach (var (name, value) in defaults.Concat(variables))
        {
            start.Environment[name] = value;
        }

        var monitor = new MonitorProcess(new Process { StartInfo = start }) { _dataFolder = dataFolder };
        monitor._process.OutputDataReceived += (_, line) => monitor.Keep(line.Data);
        monitor._process.ErrorDataReceived += (_, line) => monitor.Keep(line.Data);
        monitor._process.Start();
        monitor._process.BeginOutputReadLine();
        monitor._process.BeginErrorReadLine();
        return monitor;
    }

    public static MonitorProcess Watch(NodeContainer node, Endpoint endpoint, params (string Name, string Value)[] variables) =>
        Start([("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint.Url), .. variables]);

    /// <summary>Waits for a line that has this text.</summary>
    public Task<string> SeeAsync(string text) => SeeAsync(text, 1);

    /// <summary>Waits for so many lines that have this text, and gives the last of them.</summary>
    public async Task<string> SeeAsync(string text, int count, TimeSpan? patience = null)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < (patience ?? Patience); await Task.Delay(20))
        {
            var seen = _lines.Where(line => line.Contains(text, StringComparison.Ordinal)).Take(count).ToArray();
            if (seen.Length == count)
            {
                return seen[^1];
            }
        }

        throw new TimeoutException($"Not seen {count} times: \"{text}\" in:\n{this}");
    }

    /// <summary>Waits until three more checks have ended.</summary>
    public async Task CheckThriceAsync() => await SeeAsync(": checked, ", _lines.Count(line => line.Contains(": checked, ", StringComparison.Ordinal)) + 3);

    /// <summary>Ends it by a signal and gives its exit code and how long that took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> EndAsync(int signal = 15)
    {
        var clock = Stopwatch.StartNew();
        Process.Start("kill", $"-{signal} {_process.Id}").Dispose();
        await ExitAsync();
        return (_process.ExitCode, clock.Elapsed);
    }

    /// <summary>Sends it a signal that doesn't end it, such as "STOP".</summary>
    public void Signal(string name) => Process.Start("kill", $"-{name} {_process.Id}").Dispose();

    /// <summary>Waits for its end by itself.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public override string ToString() => string.Join('\n', _lines);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_dataFolder is not null)
        {
            Directory.Delete(_dataFolder, recursive: true);
        }
    }

    /// <summary>A folder that the monitor may write to, whoever it becomes.</summary>
    public static string NewDataFolder()
    {
        var folder = Directory.CreateTempSubdirectory("monitor-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        return folder;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
