using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Runs a verb of the native binary to its end.</summary>
internal static class BinaryRun
{
    /// <summary>Runs it with nothing but these variables.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments, string input = "", params IEnumerable<(string Name, string Value)> variables) =>
        RunProgramAsync(TestSettings.Binary, arguments, input, variables);

    /// <summary>Runs it with other rights, which are options of setpriv(1).</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsAsync(string rights, string arguments, params IEnumerable<(string Name, string Value)> variables) =>
        RunProgramAsync("/usr/bin/setpriv", $"{rights} {TestSettings.Binary} {arguments}", "", variables);

    /// <summary>Runs any program with nothing but these variables.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunProgramAsync(string program, string arguments, string input, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
