using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A machine with Debian's systemd, journal, bus and polkit, as a container, on which a node runs as a unit; its log grows as the test appends.</summary>
internal sealed class SystemdMachine : IAsyncDisposable
{
    public const string Unit = "aleph-node.service";

    // Life N prints the file N.
    private const string NodeUnit =
        """
        [Service]
        ExecStart=/bin/bash -c '[ ! -e /logs/fail ] || exit 1; n=$(( $(cat /logs/life 2>/dev/null || echo 0) + 1 )); echo $n >/logs/life; touch /logs/$n; exec tail -n +1 -f /logs/$n'
        TimeoutStopSec=5
        """;

    // The managed build, which these tests may run, makes code as it runs, and needs the files beside it.
    private const string MonitorDropIn =
        """
        [Service]
        MemoryDenyWriteExecute=no
        ExecStart=
        ExecStart=/monitor/alephzero-monitor watch
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Repository = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..");

    private readonly string _folder = Directory.CreateTempSubdirectory("unit-").FullName;
    private readonly string _name = $"machine-{Guid.NewGuid():N}"[..20];

    private SystemdMachine()
    {
    }

    /// <summary>Boots it, and starts the node.</summary>
    public static async Task<SystemdMachine> StartAsync(string log)
    {
        Assert.SkipWhen(TestSettings.SystemdImage is null, "no image with systemd: its packages are missing");
        var machine = new SystemdMachine();
        machine.Append(log, life: 1);
        var binaries = Path.GetDirectoryName(TestSettings.Binary);
        await MonitorContainer.RunDockerAsync(
            $"run -d --name {machine._name} --network host --cap-add ALL --cap-drop SYS_RESOURCE --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            + $"--cgroupns host -v /sys/fs/cgroup:/sys/fs/cgroup --tmpfs /run --tmpfs /tmp -v {machine._folder}:/logs -v {binaries}:/monitor:ro -v /usr/share/dotnet:/usr/share/dotnet:ro "
            + $"-v {Path.GetFullPath(Path.Combine(Repository, "deploy", "systemd"))}:/deploy:ro {TestSettings.SystemdImage}");
        await machine.UntilAsync("systemctl is-system-running", "running");
        await machine.RunAsync($"mkdir -p /etc/systemd/system/alephzero-monitor.service.d && cat >/etc/systemd/system/{Unit} <<'X'\n{NodeUnit}\nX");
        if (File.Exists($"{TestSettings.Binary}.dll"))
        {
            await machine.RunAsync($"cat >/etc/systemd/system/alephzero-monitor.service.d/test.conf <<'X'\n{MonitorDropIn}\nX");
        }

        await machine.RunAsync($"systemctl daemon-reload && systemctl start {Unit}");
        return machine;
    }

    /// <summary>Installs the monitor as the documents say, with these settings.</summary>
    public async Task InstallAsync(Endpoint endpoint, string settings = "")
    {
        await RunAsync($"printf 'CONTAINER_NAME=systemd:{Unit}\\nRPC_URL={endpoint.Url}\\nCHECK_INTERVAL=1\\nHTTP_PORT=0\\nLOG_LEVEL=debug\\n{settings}' >/etc/alephzero-monitor.env");
        await RunAsync("mkdir /bin/monitor && cp /monitor/alephzero-monitor /bin/monitor && cp /monitor/libe_sqlite3.so /bin/monitor || cp /monitor/runtimes/linux-x64/native/libe_sqlite3.so /bin/monitor");
        await RunAsync($"/deploy/install.sh /bin/monitor/alephzero-monitor {Unit}");
    }

    /// <summary>Adds lines to the log of a life.</summary>
    public void Append(string log, int life) => File.AppendAllText(Path.Combine(_folder, $"{life}"), log);

    /// <summary>What a command of its shell prints.</summary>
    public async Task<string> RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["exec", _name, "bash", "-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command}: {output}{await error}");
    }

    public Task<string> MonitorLogAsync() => RunAsync("journalctl -u alephzero-monitor -o cat --no-pager");

    /// <summary>Waits until the monitor's log has so many lines with this text.</summary>
    public async Task SeeAsync(string text, int count = 1)
    {
        var log = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(100))
        {
            log = await MonitorLogAsync();
            if (log.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal)) >= count)
            {
                return;
            }
        }

        throw new TimeoutException($"Not seen {count} times: \"{text}\" in:\n{log}");
    }

    public async ValueTask DisposeAsync()
    {
        await MonitorContainer.RunDockerAsync($"rm -f {_name}");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task UntilAsync(string command, string expected)
    {
        var said = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(100))
        {
            try
            {
                said = await RunAsync(command);
                if (said.Trim() == expected)
                {
                    return;
                }
            }
            catch (InvalidOperationException e)
            {
                said = e.Message;
            }
        }

        throw new TimeoutException(said);
    }
}
