using System.Text;
using AlephZeroMonitor.Core.Logs;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>Reading node logs: how fast, and that nothing is allocated; beside it the least that any reader must do, finding the line ends.</summary>
[MemoryDiagnoser]
[Config(typeof(Columns))]
public class NodeLogBenchmarks
{
    private const string Generated = "generated catch-up, 100 MB";
    private const int GeneratedLength = 100_000_000;
    private const int ReadLength = 128 * 1024;

    private readonly NodeLog _nodeLog = new();
    private byte[] _bytes = [];

    public static IEnumerable<string> Logs =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "logs"), "*.log").Select(path => Path.GetFileName(path))
            .Where(name => name.StartsWith("s03", StringComparison.Ordinal) || name.StartsWith("s10", StringComparison.Ordinal) || name.StartsWith("s23", StringComparison.Ordinal))
            .Order().Append(Generated);

    [ParamsSource(nameof(Logs))]
    public string Log { get; set; } = "";

    /// <summary>The length of a log in bytes.</summary>
    public static long Length(string log) => Load(log).LongLength;

    [GlobalSetup]
    public void Load() => _bytes = Load(Log);

    /// <summary>The reader, in reads of 128 KiB.</summary>
    [Benchmark]
    public void Read()
    {
        for (var at = 0; at < _bytes.Length; at += ReadLength)
        {
            _nodeLog.Append(_bytes.AsSpan(at, Math.Min(ReadLength, _bytes.Length - at)));
        }
    }

    /// <summary>Only the line ends.</summary>
    [Benchmark(Baseline = true)]
    public int FindLineEnds()
    {
        var lines = 0;
        var rest = _bytes.AsSpan();
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            rest = rest[(end + 1)..];
            lines++;
        }

        return lines;
    }

    private static byte[] Load(string log)
    {
        if (log != Generated)
        {
            return File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "logs", log));
        }

        var text = new StringBuilder(GeneratedLength + 1000);
        for (var block = 1; text.Length < GeneratedLength; block++)
        {
            var second = block / 300 % 60;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"2025-03-12T08:20:{second:00}.{block % 300 * 3333333:000000000}Z 2025-03-12 08:20:{second:00}.{block % 300 * 3:000}  INFO tokio-runtime-worker substrate: ✨ Imported #{104_760_000 + block} (0x366e…3605)    \n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(new BytesPerSecondColumn());
    }
}
