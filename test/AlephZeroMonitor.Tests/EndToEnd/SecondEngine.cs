using System.Diagnostics;
using AlephZeroMonitor.Targets.Docker;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A Docker engine of the test's own, which it may restart; containers live on meanwhile. Needs root.</summary>
internal sealed class SecondEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;
    private Process? _process;

    private SecondEngine()
    {
    }

    public string Url => $"unix://{_folder}/docker.sock";

    /// <summary>Starts one, with the test's base image.</summary>
    public static async Task<SecondEngine> StartAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root", "starting an engine needs root");
        var engine = new SecondEngine();
        await engine.BeginAsync();
        using var copy = Process.Start("sh", ["-c", $"docker save {TestSettings.BusyboxImage} | docker -H {engine.Url} load"]);
        await copy.WaitForExitAsync();
        return engine;
    }

    /// <summary>Runs the docker command line on it.</summary>
    public async Task DockerAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start("docker", ["-H", Url, .. arguments]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Ends it as a service manager does.</summary>
    public async Task EndAsync()
    {
        Process.Start("kill", $"{_process!.Id}").Dispose();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Starts it, again.</summary>
    public async Task BeginAsync()
    {
        _process = Process.Start(new ProcessStartInfo(
            "unshare", // A network of its own: it would take the usual engine's bridge away.
            $"--net dockerd --data-root {_folder}/data --exec-root {_folder}/exec --pidfile {_folder}/pid -H {Url} --bridge none --iptables=false --ip-masq=false --live-restore -l error")
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var engine = new Engine(new Uri(Url));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(100))
        {
            try
            {
                await engine.GetAsync("/version", TestContext.Current.CancellationToken);
                return;
            }
            catch (EngineException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException("the second engine doesn't answer");
    }

    public async ValueTask DisposeAsync()
    {
        await DockerAsync("rm", "-f", "node");
        await EndAsync();
        Process.Start("sh", ["-c", $"umount -R {_folder}/data {_folder}/exec 2>/dev/null; rm -rf {_folder}"]).Dispose();
    }
}
