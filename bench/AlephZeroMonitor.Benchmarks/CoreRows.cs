using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>The parser and the decision, each alone.</summary>
internal static partial class CoreRows
{
    private const int LogLength = 100_000_000;
    private const int ReadLength = 8 * 1024;
    private const int Decisions = 200_000;

    /// <summary>Measures, and writes the rows.</summary>
    public static void Write()
    {
        foreach (var (name, line) in new (string, string)[]
        {
            ("plain", "2025-03-12 08:20:11 ✨ Imported #{0} (0x366e…3605)    "),
            ("detailed", "2025-03-12 08:20:11.291  INFO tokio-runtime-worker substrate: ✨ Imported #{0} (0x366e…3605)    "),
            ("coloured", "2025-03-12 08:20:11 \e[33m✨ Imported #\e[1;37m{0}\e[0m\e[33m (0x366e…3605)\e[0m    "),
        })
        {
            Parse(name, line);
        }

        Decide();
    }

    /// <summary>A log of one form, with Docker's stamps.</summary>
    public static byte[] Log(string line, int length)
    {
        var text = new StringBuilder(length + 1000);
        for (var block = 1; text.Length < length; block++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2025-03-12T08:20:{block / 300 % 60:00}.{block % 300 * 3333333:000000000}Z ")
                .AppendFormat(CultureInfo.InvariantCulture, line, 104_760_000 + block).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Parse(string name, string line)
    {
        var bytes = Log(line, LogLength);
        var log = new NodeLog();
        log.Append(bytes.AsSpan(0, ReadLength));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var own = Rate(bytes, () =>
        {
            for (var at = 0; at < bytes.Length; at += ReadLength)
            {
                log.Append(bytes.AsSpan(at, Math.Min(ReadLength, bytes.Length - at)));
            }
        });
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var text = Encoding.UTF8.GetString(bytes);
        var regex = Rate(bytes, () => Imported().Count(text));
        var copy = new byte[bytes.Length];
        var memory = Rate(bytes, () => bytes.CopyTo(copy, 0));
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, bytes);
        var grep = Rate(bytes, () => Run("grep", "-c", "Imported #", file));
        File.Delete(file);
        Table.Row($"parser, {name} lines", $"{own:0.00} GB/s, {allocated} bytes allocated", "1 GB/s, nothing allocated",
            $"generated regex {regex:0.00}, `grep -c` {grep:0.00}, copying {memory:0.0} GB/s");
    }

    private static void Decide()
    {
        var state = NodeState.Initial;
        var policy = new Policy();
        var (at, bytes, clock) = (new DateTimeOffset(2025, 3, 12, 8, 0, 0, TimeSpan.Zero), 0L, new Stopwatch());
        for (var i = 0; i < 2 * Decisions; i++)
        {
            if (i == Decisions)
            {
                bytes = GC.GetAllocatedBytesForCurrentThread();
                clock.Start();
            }

            (state, _) = Watchdog.Decide(state, Seen(at, i), policy);
        }

        var took = clock.Elapsed.TotalMicroseconds / Decisions;
        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / Decisions;
        Table.Row($"a decision, with the observation made for it", $"{took:0.00} µs, {bytes} bytes allocated", "2 µs");
    }

    private static Observation Seen(DateTimeOffset begin, int second) => new()
    {
        At = begin.AddSeconds(second),
        Elapsed = TimeSpan.FromSeconds(1000 + second),
        RunState = RunState.Running,
        Life = new NodeLife("c", begin.AddDays(-1)),
        Facts = new NodeFacts { MajorSync = MajorSync.Left, Session = 122_222, Best = (uint)(110_000_000 + second), BestAt = new LogTime((begin.AddSeconds(second) - DateTimeOffset.UnixEpoch).Ticks * 100) },
        Head = Head.At((uint)(110_000_003 + second)),
    };

    /// <summary>The best of three, in GB/s.</summary>
    private static double Rate(byte[] bytes, Action action)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            action();
            var took = Stopwatch.GetElapsedTime(begin);
            best = took < best ? took : best;
        }

        return bytes.Length / best.TotalSeconds / 1e9;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    [GeneratedRegex(@"^\S+Z .*Imported #(\d+) \(", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Imported();
}
