using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>The monitor, running, as the system sees it; ended when disposed.</summary>
internal sealed class MonitorRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Starts it with nothing but these variables.</summary>
    public MonitorRun(string binary, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(binary) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
    }

    /// <summary>Since its start.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>User and system time by now.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>VmRSS, in MB of 1,000,000 bytes.</summary>
    public double Rss => Status("VmRSS") * 1.024 / 1000;

    public double Threads => Status("Threads");

    public int Handles => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    /// <summary>What a node needs to be watched, with a history of its own.</summary>
    public static Dictionary<string, string> Variables(string names, string folder, int port = 0) => new()
    {
        ["CONTAINER_NAME"] = names,
        ["RPC_URL"] = "http://127.0.0.1:1",
        ["HTTP_PORT"] = $"{port}",
        ["DATA_DIR"] = folder,
        ["MONITOR_UID"] = "0",
        ["MONITOR_GID"] = "0",
    };

    /// <summary>Waits until so many lines of its log contain the text.</summary>
    public async Task UntilAsync(string text, int times = 1)
    {
        while (_lines.Count(line => line.Contains(text, StringComparison.Ordinal)) < times)
        {
            if (_process.HasExited || _clock.Elapsed > Patience)
            {
                throw new TimeoutException($"No \"{text}\" in:\n{string.Join('\n', _lines)}");
            }

            await Task.Delay(5);
        }
    }

    /// <summary>What comes within half a minute; else the failure shows the monitor's log.</summary>
    public async Task<T> OrItsLogAsync<T>(Func<CancellationToken, ValueTask<T>> wait)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            return await wait(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Nothing came:\n{string.Join('\n', _lines.TakeLast(40))}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Process.Start("kill", $"{_process.Id}").WaitForExit();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Status(string name) => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
