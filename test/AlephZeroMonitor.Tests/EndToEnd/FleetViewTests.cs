using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The nodes of several hosts, by a real Prometheus that scrapes real monitors.</summary>
public sealed class FleetViewTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
    private readonly (int A, int B, int Never, int Prometheus) _ports = (FreePort.Find(), FreePort.Find(), FreePort.Find(), FreePort.Find());
    private Process? _prometheus;

    private string Url => $"http://127.0.0.1:{_ports.Prometheus}";

    [Fact]
    public async Task Nodes_MonitorThatEnds_IsUnknownAndTheOtherIsAsItsMonitorShowsIt()
    {
        await using var node = await NodeContainer.StartAsync(Idle(7));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var a = Watch(_ports.A, "a", endpoint, ("DOCKER_HOST", "unix:///no/such/docker.sock"));
        await using var b = Watch(_ports.B, node.Name, endpoint);
        StartPrometheus();
        await SeeAsync(
            "nodes -o wide", $"127.0.0.1:{_ports.A}  a  ", $"127.0.0.1:{_ports.B}  {node.Name}  InStep", $"127.0.0.1:{_ports.Never}  ", "no answer from its monitor within the last day");

        await a.EndAsync();
        var output = await SeeAsync("nodes -o wide", "no answer from its monitor since ");
        Assert.Matches($@"\n127\.0\.0\.1:{_ports.A} +a +Unreachable +- +Blind \(\d+s\)", output);
        Assert.Matches($@"\n127\.0\.0\.1:{_ports.B} +{node.Name} +InStep +7 ", output);

        using var top = TerminalRun.Start($"top --prometheus {Url}", []);
        await top.SeeAsync("Blind (");
        await top.TypeAsync("q");
        Assert.Equal(0, await top.ExitAsync());
    }

    [Fact]
    public async Task Nodes_PrometheusWithoutMonitors_SaysHowToCollectThem()
    {
        StartPrometheus();
        await SeeAsync("nodes", "has no metrics of alephzero-monitor of the last day");
    }

    public async ValueTask DisposeAsync()
    {
        if (_prometheus is not null)
        {
            _prometheus.Kill();
            await _prometheus.WaitForExitAsync();
            _prometheus.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static MonitorProcess Watch(int port, string node, Endpoint endpoint, params (string Name, string Value)[] variables) => MonitorProcess.Start(
        [("CONTAINER_NAME", node), ("RPC_URL", endpoint.Url), ("HTTP_PORT", $"{port}"), .. variables]);

    private void StartPrometheus()
    {
        File.WriteAllText(
            $"{_folder}/prometheus.yml",
            "global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: alephzero\n  static_configs:\n"
            + $"  - targets: ['127.0.0.1:{_ports.A}', '127.0.0.1:{_ports.B}', '127.0.0.1:{_ports.Never}']\n");
        _prometheus = Process.Start(new ProcessStartInfo(
            "prometheus", $"--config.file={_folder}/prometheus.yml --storage.tsdb.path={_folder}/data --web.listen-address=127.0.0.1:{_ports.Prometheus} --log.level=error"));
    }

    /// <summary>Asks again until all of this is printed.</summary>
    private async Task<string> SeeAsync(string verb, params string[] texts)
    {
        var printed = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(500))
        {
            var (_, output, error) = await BinaryRun.RunAsync($"{verb} --prometheus {Url}");
            printed = output + error;
            if (texts.All(text => printed.Contains(text, StringComparison.Ordinal)))
            {
                return printed;
            }
        }

        throw new TimeoutException($"Not seen: {string.Join(", ", texts)} in:\n{printed}");
    }
}
