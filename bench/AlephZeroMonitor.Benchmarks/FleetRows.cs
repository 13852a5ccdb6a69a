using System.Diagnostics;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>The program with a Docker that costs nothing to ask: how soon it reacts, and how it grows with the number of nodes.</summary>
/// <param name="binary">The monitor's binary.</param>
internal sealed class FleetRows(string binary)
{
    private const int Trials = 1000;
    private const int Monitors = 5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.1);

    /// <summary>Measures, and writes the rows.</summary>
    public async Task WriteAsync()
    {
        foreach (var nodes in new[] { 1, 10, 100, 1000 })
        {
            await GrowAsync(nodes);
        }

    }

    private async Task GrowAsync(int nodes)
    {
        await using var engine = await FakeEngine.StartAsync(nodes);
        var variables = engine.Variables(Directory.CreateTempSubdirectory("bench-").FullName);
        variables["CHECK_INTERVAL"] = "10";
        using var monitor = new MonitorRun(binary, variables);
        await monitor.UntilAsync("; best ", nodes);
        await Task.Delay(Span);
        var (cpu, begin) = (monitor.CpuSeconds, Stopwatch.GetTimestamp());
        await Task.Delay(Span);
        var used = (monitor.CpuSeconds - cpu) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Table.Row($"{nodes} nodes, each 10 lines a second and a check each 10 s",
            $"{100 * used:0.0} % of a core ({1000 * used / nodes:0.0} ms a second and node), VmRSS {monitor.Rss:0} MB, {monitor.Threads} threads, {monitor.Handles} handles",
            nodes switch { 1 => "40 MB", 1000 => "200 MB", _ => "" });
    }

    /// <summary>Several monitors at once, so that a thousand trials take two minutes: a monitor looks no more than once a second for the sake of heads.</summary>
    public async Task ReactAsync()
    {
        var took = (await Task.WhenAll(Enumerable.Range(0, Monitors).Select(_ => ReactionsAsync()))).SelectMany(each => each).ToList();
        Table.Row($"from a pushed head to the restart request, {took.Count} trials", $"p50 {Table.Percentile(took, 50):0} ms, p99 {Table.Percentile(took, 99):0} ms", "p99 100 ms");
    }

    /// <summary>Two nodes, since with three the monitor doubts itself when all are behind: each block of the network puts both behind.</summary>
    private async Task<List<double>> ReactionsAsync()
    {
        await using var engine = await FakeEngine.StartAsync(2);
        var variables = engine.Variables(Directory.CreateTempSubdirectory("bench-").FullName);
        foreach (var name in new[] { "BLOCK_LAG_20", "BLOCK_LAG_100", "START_GRACE", "RESTART_COOLDOWN", "RESTART_BACKOFF_MAX" })
        {
            variables[name] = "0";
        }

        (variables["MAX_PARALLEL_RESTARTS"], variables["HOLD_WHILE_CATCHING_UP"], variables["CHECK_INTERVAL"]) = ("2", "false", "10");
        using var monitor = new MonitorRun(binary, variables);
        await monitor.UntilAsync("Watching");
        await Task.Delay(5000);
        var took = new List<double>();
        while (took.Count < Trials / Monitors)
        {
            var begin = Stopwatch.GetTimestamp();
            engine.PushHead(1);
            for (var left = new HashSet<int> { 0, 1 }; left.Count > 0;)
            {
                var (node, head, at) = await monitor.OrItsLogAsync(engine.Restarts.Reader.ReadAsync);
                if (head == engine.Head && left.Remove(node))
                {
                    took.Add(Stopwatch.GetElapsedTime(begin, at).TotalMilliseconds);
                }
            }

            await Task.Delay(Rest);
        }

        return took;
    }
}
