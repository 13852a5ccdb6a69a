using System.Diagnostics;
using System.Text;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A verb on a real terminal, which script(1) makes, of 80 columns and 24 lines.</summary>
internal sealed class TerminalRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly Task _reading;

    private TerminalRun(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>All that was written to the terminal so far.</summary>
    public string Seen
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToString();
            }
        }
    }

    public static TerminalRun Start(string arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-qefc", $"stty cols 80 rows 24; exec {TestSettings.Binary} {arguments}", "/dev/null" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in variables.Prepend(("TERM", "xterm")).Prepend(("PATH", "/usr/bin:/bin")))
        {
            start.Environment[name] = value;
        }

        return new TerminalRun(Process.Start(start)!);
    }

    /// <summary>Waits until the terminal has seen this.</summary>
    public async Task SeeAsync(string text)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(20))
        {
            if (Seen.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new TimeoutException($"Not seen: \"{text}\" in:\n{Seen}");
    }

    /// <summary>Presses keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the verb's end.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        for (int length; (length = await _process.StandardOutput.ReadAsync(buffer)) > 0;)
        {
            lock (_seen)
            {
                _seen.Append(buffer, 0, length);
            }
        }
    }
}
