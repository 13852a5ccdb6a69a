using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A service of Podman of the test's own, with its own containers. Needs root.</summary>
internal sealed class PodmanService : IAsyncDisposable
{
    /// <summary>No container may have more than the test itself.</summary>
    private const string Limits =
        """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("podman-").FullName;
    private Process? _process;

    public string SocketPath => $"{_folder}/podman.sock";

    public string Url => $"unix://{SocketPath}";

    /// <summary>Starts it with some of Docker's images.</summary>
    public static async Task<PodmanService> StartAsync(params string[] images)
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/podman"), "there is no podman, or no root to run it");
        var podman = new PodmanService();
        File.SetUnixFileMode(podman._folder, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync($"{podman._folder}/containers.conf", Limits, TestContext.Current.CancellationToken);
        podman._process = Process.Start(podman.Service())!;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(20) && !File.Exists(podman.SocketPath);)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        File.SetUnixFileMode(podman.SocketPath, (UnixFileMode)0b110_110_110);
        await RunAsync("sh", "-c", $"docker save {string.Join(' ', images)} | podman --url {podman.Url} load");
        return podman;
    }

    /// <summary>Runs a container that logs this in each of its lives.</summary>
    public async Task RunNodeAsync(string log)
    {
        await File.WriteAllTextAsync($"{_folder}/log", log, TestContext.Current.CancellationToken);
        await PodmanAsync(
            "run", "-d", "--name", "node", "--network", "none", "--stop-timeout", "1",
            "-v", $"{_folder}/log:/log", TestSettings.BusyboxImage, "sh", "-c", "cat /log >&2; sleep 600");
    }

    /// <summary>Runs what a manifest of Kubernetes describes, without a network.</summary>
    public async Task PlayAsync(string manifest)
    {
        await File.WriteAllTextAsync($"{_folder}/pod.yaml", manifest, TestContext.Current.CancellationToken);
        await PodmanAsync("play", "kube", "--network", "none", $"{_folder}/pod.yaml");
    }

    /// <summary>Waits until a container's log has this text. Meanwhile the other one's probe runs when it is due.</summary>
    public async Task SeeAsync(string container, string text, string? probed = null)
    {
        var logs = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(500, TestContext.Current.CancellationToken))
        {
            _ = probed is not null && await ProbeAsync(probed);
            logs = await PodmanAsync("logs", container);
            if (logs.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new TimeoutException($"Not seen: \"{text}\" in:\n{logs}\n{(probed is null ? "" : await PodmanAsync("logs", probed))}");
    }

    /// <summary>Runs a container's liveness probe once, as systemd's timer would; whether it succeeds.</summary>
    public async Task<bool> ProbeAsync(string container)
    {
        using var process = Start("podman", ["--url", Url, "healthcheck", "run", container]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    public Task<string> PodmanAsync(params IEnumerable<string> arguments) => RunAsync("podman", ["--url", Url, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("sh", "-c", $"podman --url {Url} pod rm -f -t 0 -a; podman --url {Url} rm -f -t 0 -a");
        _process?.Kill();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>In a namespace of its own, where it can make control groups; and not in a folder where something has an image's name: Podman would build the image from it. The test runs the probes, and no timer of systemd's.</summary>
    private ProcessStartInfo Service()
    {
        var options = $"--root {_folder}/root --runroot {_folder}/run --storage-driver vfs --cgroup-manager cgroupfs --events-backend file --runtime runc";
        var command = $"mount -o remount,rw /sys/fs/cgroup; exec podman {options} system service --time=0 {Url} 2>{_folder}/errors";
        var start = new ProcessStartInfo("unshare", ["-m", "sh", "-c", command]) { WorkingDirectory = "/" };
        start.Environment["CONTAINERS_CONF"] = $"{_folder}/containers.conf";
        start.Environment["DISABLE_HC_SYSTEMD"] = "true";
        return start;
    }

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output + await error;
    }
}
