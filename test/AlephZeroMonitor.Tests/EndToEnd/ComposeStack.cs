using System.Diagnostics;
using AlephZeroMonitor.Architecture;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The services of a file in deploy/compose, with the images of the test.</summary>
internal sealed class ComposeStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _changes = Path.GetTempFileName();
    private readonly string _files;

    private ComposeStack(string file) => _files = $"-f {Path.Combine(Sources.Root, "deploy/compose", file)} -f {_changes}";

    /// <summary>The project's name, and the node's.</summary>
    public string Name { get; } = $"compose-{Guid.NewGuid():N}"[..16];

    public string Network => $"{Name}_docker";

    /// <summary>Starts the services of a file.</summary>
    /// <param name="file">Its name in deploy/compose.</param>
    /// <param name="changes">What the test adds, as a second compose file.</param>
    public static async Task<ComposeStack> UpAsync(string file, string changes)
    {
        var stack = new ComposeStack(file);
        await File.WriteAllTextAsync(stack._changes, changes);
        await stack.ComposeAsync("up -d");
        return stack;
    }

    /// <summary>Waits until the monitor's log has this text.</summary>
    public async Task SeeAsync(string text)
    {
        var logs = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(250))
        {
            logs = await ComposeAsync("logs --no-color monitor");
            if (logs.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new TimeoutException($"Not seen: \"{text}\" in:\n{logs}");
    }

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync("down -v -t 1");
        File.Delete(_changes);
    }

    private async Task<string> ComposeAsync(string arguments)
    {
        var words = $"{TestSettings.Compose} -p {Name} {_files} {arguments}".Split(' ', 2);
        var start = new ProcessStartInfo(words[0], words[1]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[]
        {
            ("NODE_IMAGE", TestSettings.SimulatorImage), ("SIMULATOR_IMAGE", TestSettings.SimulatorImage), ("MONITOR_IMAGE", TestSettings.Image),
            ("PROXY_IMAGE", TestSettings.ProxyImage), ("CONTAINER_NAME", Name), ("DEMO_NODE", Name), ("PAGE_PORT", "0"), ("RPC_URL", "http://network:9955"),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{arguments}: {output}{await error}");
    }
}
