using System.Diagnostics;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>The program with a node of the real Docker: its start, its memory, and what reading a log costs.</summary>
/// <param name="binary">The monitor's binary.</param>
internal sealed class LogRows(string binary)
{
    private const string Line = "2025-03-12 08:20:11.291  INFO tokio-runtime-worker substrate: ✨ Imported #{0} (0x366e…3605)    ";
    private const int Length = 100_000_000;
    private const int Checks = 60;

    /// <summary>Measures, and writes the rows.</summary>
    public async Task WriteAsync()
    {
        var help = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(binary, ["--help"]) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync();
            help.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        Table.Row($"`--help`", $"{Table.Percentile(help, 50):0} ms", "30 ms");
        using (var few = await LoggedContainer.StartAsync(Line, 20_000 * Line.Length))
        {
            await StartAsync(few);
        }

        using var many = await LoggedContainer.StartAsync(Line, Length);
        await ReadAsync(many);
    }

    private async Task StartAsync(LoggedContainer container)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        using var monitor = new MonitorRun(binary, MonitorRun.Variables(container.Name, folder));
        await monitor.UntilAsync("; best ");
        Table.Row($"start to the first decision, 20,000 lines of log", $"{1000 * monitor.CpuSeconds:0} ms of its own time, {monitor.Elapsed.TotalMilliseconds:0} ms in all", "300 ms of its own time");
    }

    private async Task ReadAsync(LoggedContainer container)
    {
        var raw = container.ReadRaw();
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        var variables = MonitorRun.Variables(container.Name, folder);
        variables["CHECK_INTERVAL"] = "1";
        using var monitor = new MonitorRun(binary, variables);
        await monitor.UntilAsync("; best ");
        await Task.Delay(1000);
        var (rssAtStart, rss) = (monitor.Rss, new List<double>());
        await monitor.UntilAsync("reading the last 2000000");
        var (cpu, begin) = (monitor.CpuSeconds, monitor.Elapsed);
        var read = monitor.UntilAsync("lines of its log, since", 2);
        while (!read.IsCompleted)
        {
            rss.Add(monitor.Rss);
            await Task.Delay(50);
        }

        await read;
        var (took, used) = (monitor.Elapsed - begin, monitor.CpuSeconds - cpu);
        Table.Row($"reading 100 MB of the past", $"{used:0.00} s of its own time", "1 s");
        Table.Row($"reading 100 MB of the past, in all", $"{took.TotalSeconds:0.0} s", "1.3 times the raw reader", $"a raw reader of the socket {raw.TotalSeconds:0.0} s: {took / raw:0.00} times");
        await Task.Delay(2000);
        cpu = monitor.CpuSeconds;
        await Task.Delay(TimeSpan.FromSeconds(Checks));
        Table.Row($"a check, 100 MB of log", $"{1000 * (monitor.CpuSeconds - cpu) / Checks:0.0} ms", "3 ms", $"a script, `docker logs | grep` {1000 * container.ScriptSeconds():0} ms");
        Table.Row($"VmRSS at start / while reading 100 MB / after {Checks} checks", $"{rssAtStart:0} / at most {rss.Max():0} / {monitor.Rss:0} MB", "40 MB");
    }
}
