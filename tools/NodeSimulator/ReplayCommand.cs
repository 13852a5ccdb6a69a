using System.CommandLine;

namespace NodeSimulator;

/// <summary>`node-simulator replay`: prints a saved log and stays.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A saved log, with or without the times of `docker logs --timestamps`." };
        var stdout = Options.Stdout();
        var every = Options.Number("--every", 0, 0, 3_600_000, "Milliseconds between lines.");
        var ignoreSigterm = Options.IgnoreSigterm();
        var command = new Command("replay", "Print the lines of a saved log without the engine's column, then stay until SIGTERM.") { file, stdout, every, ignoreSigterm };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(file).FullName,
            parsed.GetValue(stdout),
            TimeSpan.FromMilliseconds(parsed.GetValue(every)),
            parsed.GetValue(ignoreSigterm)));
        return command;
    }

    private static async Task<int> RunAsync(string file, bool onStdout, TimeSpan every, bool ignoreSigterm)
    {
        using var termination = new Termination(ignoreSigterm);
        ReadOnlyMemory<byte> log = await File.ReadAllBytesAsync(file, termination.Token);
        await using var output = new BufferedStream(onStdout ? Console.OpenStandardOutput() : Console.OpenStandardError());
        while (!log.IsEmpty && !termination.Token.IsCancellationRequested)
        {
            var line = log[..SavedLog.LineLength(log.Span)];
            log = log[line.Length..];
            await output.WriteAsync(line[SavedLog.ColumnLength(line.Span)..]);
            if (every > TimeSpan.Zero)
            {
                await output.FlushAsync();
                await Task.Delay(every, termination.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await output.FlushAsync();
        await termination.WaitAsync();
        return ExitCodes.Success;
    }
}
