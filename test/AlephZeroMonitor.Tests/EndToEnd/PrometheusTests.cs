using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using AlephZeroMonitor.Architecture;
using AlephZeroMonitor.Projections.Notifications;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The metrics of the real program, by Prometheus's own tools.</summary>
public class PrometheusTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Metrics_ByPromtool_HaveNoFlaw()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var endpoint = await Endpoint.StartAsync(Head);
        var port = FreePort.Find();
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("HTTP_PORT", $"{port}"));
        await monitor.SeeAsync("restarted in");
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("alephzero_node_restarts_total", metrics);
        using var promtool = Process.Start(new ProcessStartInfo("promtool", "check metrics") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await promtool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (promtool.ExitCode, said));
    }

    [Fact]
    public async Task Metrics_ScrapedByPrometheus_CanBeAskedForAndFireTheDeployedRules()
    {
        await using var node = await NodeContainer.StartAsync(Idle(7));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var people = await ReceiverServer.StartAsync();
        await using var alertmanager = AlertmanagerProcess.Start($"http://{people.Host}/");
        var (port, prometheusPort) = (FreePort.Find(), FreePort.Find());
        await using var monitor = MonitorProcess.Watch(node, endpoint, ("HTTP_PORT", $"{port}"));
        await monitor.SeeAsync(": InStep");
        var folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "prometheus.yml"),
            $"global: {{scrape_interval: 1s, evaluation_interval: 1s}}\nscrape_configs:\n- job_name: monitor\n  static_configs:\n  - targets: ['127.0.0.1:{port}']\n"
            + $"rule_files: ['{Sources.Root}/deploy/prometheus/rules.yaml']\nalerting: {{alertmanagers: [{{static_configs: [{{targets: ['{alertmanager.Host}']}}]}}]}}\n",
            TestContext.Current.CancellationToken);
        using var prometheus = Process.Start(new ProcessStartInfo(
            "prometheus", $"--config.file={folder}/prometheus.yml --storage.tsdb.path={folder}/data --web.listen-address=127.0.0.1:{prometheusPort} --log.level=error"))!;
        try
        {
            var query = $"http://127.0.0.1:{prometheusPort}/api/v1/query?query=alephzero_node_lag_blocks%7Bnode%3D%22{node.Name}%22%7D";
            Assert.Equal("7", await AskAsync(query));

            // The deployed rules, for a node that crashes: people hear of it once, and when it is over.
            await node.CrashAsync("Error: words");
            await UntilAsync(() => people.Requests.Count == 1);
            await monitor.CheckThriceAsync();
            Assert.Equal(("firing", "Crashed", node.Name, "critical"), Alert(Assert.Single(people.Requests)));
            await node.StartAgainAsync();
            await UntilAsync(() => people.Requests.Count == 2);
            Assert.Equal(("resolved", "Crashed", node.Name, "critical"), Alert(people.Requests[1]));
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(TestContext.Current.CancellationToken);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string?, string?, string?, string?) Alert(Got got) =>
        (got.Text("status"), got.Text("alerts.0.labels.alertname"), got.Text("alerts.0.labels.node"), got.Text("alerts.0.labels.severity"));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            Assert.True(clock.Elapsed < Patience, "it did not happen");
        }
    }

    /// <summary>The value of the only series, once there is one.</summary>
    private static async Task<string?> AskAsync(string query)
    {
        using var http = new HttpClient();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(200))
        {
            try
            {
                var answer = await http.GetFromJsonAsync<JsonElement>(query, TestContext.Current.CancellationToken);
                if (answer.GetProperty("data").GetProperty("result").EnumerateArray().ToArray() is [var series])
                {
                    return series.GetProperty("value")[1].GetString();
                }
            }
            catch (HttpRequestException)
            {
                // It is still starting.
            }
        }

        return null;
    }
}
