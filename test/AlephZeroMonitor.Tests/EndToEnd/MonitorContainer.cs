using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The monitor in a container of its image, by the docker command line.</summary>
internal sealed class MonitorContainer(string name) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => name;

    public static async Task<string> RunDockerAsync(string arguments, bool withErrors = false)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output + (withErrors ? await error : "") : throw new InvalidOperationException($"docker {arguments}: {await error}");
    }

    public Task<string> LogsAsync() => RunDockerAsync($"logs {name}", withErrors: true);

    /// <summary>Waits until its log has this text.</summary>
    public async Task SeeAsync(string text)
    {
        var logs = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(100))
        {
            logs = await LogsAsync();
            if (logs.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new TimeoutException($"Not seen: \"{text}\" in:\n{logs}");
    }

    public async ValueTask DisposeAsync() => await RunDockerAsync($"rm -f {name}");
}
