using System.Diagnostics;

namespace AlephZeroMonitor.Benchmarks;

/// <summary>The monitor, running; ended when disposed.</summary>
internal sealed class MonitorRun : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it with nothing but these variables.</summary>
    public MonitorRun(string binary, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(binary) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Process.Start("kill", $"{_process.Id}").WaitForExit();
        _process.WaitForExit();
        _process.Dispose();
    }
}
