using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A script that looks at the page by a real browser: it says what it saw, and asks for what it can't do itself.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private Browser(Process process) => _process = process;

    /// <summary>Where screenshots go; CI keeps it.</summary>
    public static string Screenshots => Path.Combine(Root(), "artifacts", "screenshots");

    public List<string> Seen { get; } = [];

    /// <summary>Starts a script of web/test.</summary>
    public static Browser Start(string script, params string[] arguments)
    {
        Directory.CreateDirectory(Screenshots);
        return new Browser(Process.Start(new ProcessStartInfo("node", [Path.Combine(Root(), "web", "test", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>Waits for a request of the script's, or for its end, which is null.</summary>
    public async Task<string?> AskedAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("please: ", StringComparison.Ordinal))
            {
                return line["please: ".Length..];
            }

            Seen.Add(line);
        }

        return null;
    }

    /// <summary>Waits for this request.</summary>
    public async Task AskedForAsync(string what)
    {
        var asked = await AskedAsync();
        Assert.True(asked == what, asked ?? await ComplaintAsync());
    }

    public Task DoneAsync() => _process.StandardInput.WriteLineAsync("done");

    /// <summary>Waits for its end and gives its complaint; empty when there is none.</summary>
    public async Task<string> ComplaintAsync()
    {
        var complaint = await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode == 0 ? "" : $"exit code {_process.ExitCode}\n{complaint}";
    }

    /// <summary>Waits for its end; a complaint is shown whole.</summary>
    public async Task AssertNoComplaintAsync()
    {
        var complaint = await ComplaintAsync();
        Assert.True(complaint.Length == 0, complaint);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
