using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Podman's socket, which tells less of how containers end than Docker's.</summary>
public class PodmanTests
{
    [Fact]
    public async Task Monitor_NodeStoppedByItsOwnerSoonAfterOurRestart_StaysStopped()
    {
        await using var podman = await PodmanService.StartAsync();
        await podman.RunNodeAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Start(("CONTAINER_NAME", "node"), ("RPC_URL", endpoint.Url), ("DOCKER_HOST", podman.Url), ("RESTART_COOLDOWN", "2"));
        await monitor.SeeAsync("restarting it: IdleBehind");
        await monitor.SeeAsync("restarted in");
        await podman.PodmanAsync("stop", "-t", "1", "node");
        await monitor.SeeAsync(": NotRunning (");
        await monitor.CheckThriceAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Equal("false", (await podman.PodmanAsync("inspect", "--format", "{{.State.Running}}", "node")).Trim());
        Assert.DoesNotContain("started in", monitor.ToString().Replace("restarted in", "", StringComparison.Ordinal));
    }

    /// <summary>A service of the test's own, with its own containers. Needs root.</summary>
    private sealed class PodmanService : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("podman-").FullName;
        private Process? _process;

        public string Url => $"unix://{_folder}/podman.sock";

        public static async Task<PodmanService> StartAsync()
        {
            Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/podman"), "there is no podman, or no root to run it");
            var podman = new PodmanService();
            File.SetUnixFileMode(podman._folder, (UnixFileMode)0b111_101_101);
            await RunAsync("sh", "-c", $"docker save {TestSettings.BusyboxImage} | podman {podman.Options} load");
            podman._process = Process.Start(new ProcessStartInfo("podman", $"{podman.Options} system service --time=0 {podman.Url}") { RedirectStandardError = true })!;
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(20) && !File.Exists($"{podman._folder}/podman.sock");)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            File.SetUnixFileMode($"{podman._folder}/podman.sock", (UnixFileMode)0b110_110_110);
            return podman;
        }

        /// <summary>Runs a container that logs this in each of its lives.</summary>
        public async Task RunNodeAsync(string log)
        {
            await File.WriteAllTextAsync($"{_folder}/log", log, TestContext.Current.CancellationToken);
            await PodmanAsync(
                "run", "-d", "--name", "node", "--network", "none", "--stop-timeout", "1", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000",
                "-v", $"{_folder}/log:/log", TestSettings.BusyboxImage, "sh", "-c", "cat /log >&2; sleep 600");
        }

        public Task<string> PodmanAsync(params IEnumerable<string> arguments) => RunAsync("podman", [.. Options.Split(' '), .. arguments]);

        public async ValueTask DisposeAsync()
        {
            await RunAsync("sh", "-c", $"podman {Options} rm -f -t 0 node");
            _process?.Kill();
            _process?.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private string Options =>
            $"--root {_folder}/root --runroot {_folder}/run --storage-driver vfs --cgroup-manager cgroupfs --events-backend file --runtime runc";

        private static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await error);
            return output;
        }
    }
}
