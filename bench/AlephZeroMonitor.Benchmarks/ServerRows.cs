using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>
/// Measures the whole program: how fast it answers with 100 nodes and a history of 90 days, and what 1,000 clients of its events cost its loop.
/// The nodes' containers are not there, so that a check is an inspection without an answer: the loop has nothing else to do than what is measured.
/// </summary>
/// <param name="binary">The monitor's binary, best the native one.</param>
internal sealed class ServerRows(string binary) : IDisposable
{
    private const int Nodes = 100;
    private const int Days = 90;
    private const int Clients = 1000;
    private const int Rounds = 40;
    private static readonly TimeSpan LoopSpan = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("measurement-").FullName;
    private readonly int _port = FreePort.Find();
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 2 * Clients });

    private long _events;

    private string HistoryPath => Path.Combine(_folder, "history.db");

    private Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>Measures, and prints a table of each.</summary>
    public async Task WriteAsync()
    {
        _http.BaseAddress = Address;
        using (Start())
        {
            await AnswersAsync(); // by then the history's file is there
        }

        var rows = Fill();
        Table.Row($"history of {Nodes} nodes and {Days} days", $"{rows} samples, {new FileInfo(HistoryPath).Length / 1e6:0} MB, {new FileInfo(HistoryPath).Length / Nodes / Days} bytes a node and day");
        using var monitor = Start();
        await AnswersAsync();
        await MeasureAnswersAsync();
        await MeasureLoopAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task MeasureAnswersAsync()
    {
        var from = DateTime.UtcNow.AddDays(-Days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var path in new[] { "", "api/v1/nodes", $"api/v1/lag?from={from}", $"api/v1/lag?node=node-7&from={from}", "api/v1/decisions?limit=500", "api/v1/restarts?limit=500", $"api/v1/lives?from={from}&limit=500", "metrics" })
        {
            var (times, bytes) = (new List<double>(), 0);
            for (var round = 0; round < Rounds; round++)
            {
                var begin = Stopwatch.GetTimestamp();
                bytes = (await _http.GetByteArrayAsync(path)).Length;
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            var goal = path.StartsWith("api/v1/lag?from", StringComparison.Ordinal) ? "50 ms" : "";
            Table.Row($"`/{path.Split("from=")[0]}`, {Nodes} nodes, {Days} days", $"{Table.Percentile(times, 50):0.0} ms, p95 {Table.Percentile(times, 95):0.0} ms, {bytes} bytes", goal);
        }
    }

    private async Task MeasureLoopAsync()
    {
        var without = await LoopAsync([]);
        var streams = new List<Task<long>>();
        using var end = new CancellationTokenSource();
        for (var client = 0; client < Clients; client++)
        {
            streams.Add(ListenAsync(end.Token));
        }

        while (await GaugeAsync("alephzero_monitor_event_streams") < Clients)
        {
            await Task.Delay(100);
        }

        var with = await LoopAsync(streams);
        await end.CancelAsync();
        await Task.WhenAll(streams);
        Table.Row($"{Clients} clients of the page", $"{with.Rate:0.0} checks a second, {with.Events:0.0} events a second and client", "no fewer checks", $"without clients {without.Rate:0.0}");
    }

    private async Task<(double Rate, double Duration, double Events)> LoopAsync(List<Task<long>> streams)
    {
        var (count, sum, events) = (await GaugeAsync("alephzero_monitor_check_duration_seconds_count"), await GaugeAsync("alephzero_monitor_check_duration_seconds_sum"), Interlocked.Read(ref _events));
        var begin = Stopwatch.GetTimestamp();
        await Task.Delay(LoopSpan);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        count = await GaugeAsync("alephzero_monitor_check_duration_seconds_count") - count;
        sum = await GaugeAsync("alephzero_monitor_check_duration_seconds_sum") - sum;
        return (count / seconds, sum / count, streams.Count == 0 ? 0 : (Interlocked.Read(ref _events) - events) / seconds / streams.Count);
    }

    private async Task<long> ListenAsync(CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var received = 0L;
        try
        {
            await using var stream = await _http.GetStreamAsync("api/v1/events", ct);
            for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0; received += read)
            {
                Interlocked.Add(ref _events, buffer.AsSpan(0, read).Count("event: nodes"u8));
            }
        }
        catch (OperationCanceledException)
        {
            // Measured enough.
        }

        return received;
    }

    private async Task<double> GaugeAsync(string name)
    {
        var line = (await _http.GetStringAsync("metrics")).Split('\n').First(line => line.StartsWith(name + " ", StringComparison.Ordinal) || line.StartsWith(name + "{", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    private MonitorRun Start()
    {
        var names = new StringBuilder("node-0");
        for (var node = 1; node < Nodes; node++)
        {
            names.Append(CultureInfo.InvariantCulture, $",node-{node}");
        }

        var variables = MonitorRun.Variables(names.ToString(), _folder, _port);
        variables["CHECK_INTERVAL"] = "1";
        return new MonitorRun(binary, variables);
    }

    private async Task AnswersAsync()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(100))
        {
            try
            {
                if ((await _http.GetStringAsync("api/v1/nodes")).Contains($"node-{Nodes - 1}\"", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException("The monitor doesn't answer for all nodes.");
    }

    /// <summary>As the history is after so long: each check of the last day, each minute of the week before, each hour of the rest.</summary>
    private long Fill()
    {
        using var database = new SqliteConnection($"Data Source={HistoryPath}");
        database.Open();
        using var transaction = database.BeginTransaction();
        using var insert = database.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO samples (node, at, grade, lag, best, head) VALUES ($node, $at, $grade, $lag, $best, $head)";
        foreach (var name in new[] { "$node", "$at", "$grade", "$lag", "$best", "$head" })
        {
            insert.Parameters.Add(new SqliteParameter(name, 0L));
        }

        var now = DateTimeOffset.UtcNow;
        var rows = 0L;
        for (var at = now.AddDays(-Days); at < now; at += now - at > TimeSpan.FromDays(7) ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1))
        {
            var grade = now - at > TimeSpan.FromDays(7) ? 2 : now - at > TimeSpan.FromDays(1) ? 1 : 0;
            for (var node = 0; node < Nodes; node++, rows++)
            {
                var (lag, head) = ((at.ToUnixTimeSeconds() / 60 * (node + 7)) % 30, 110_000_000 + (at - now).TotalSeconds);
                object[] values = [$"node-{node}", at.ToUnixTimeMilliseconds(), grade, lag, (long)head - lag, (long)head];
                for (var i = 0; i < values.Length; i++)
                {
                    insert.Parameters[i].Value = values[i];
                }

                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return rows;
    }
}
