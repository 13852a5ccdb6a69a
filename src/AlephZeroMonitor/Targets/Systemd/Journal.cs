using System.ComponentModel;
using System.Diagnostics;

namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>Reads the journal by its own tool, which goes on behind damage and rotation.</summary>
internal static class Journal
{
    private const int BufferSize = 64 * 1024;
    private const int MaxSaid = 400;

    /// <summary>Reads the records that match, up to the journal's present end.</summary>
    /// <param name="arguments">What is asked for.</param>
    /// <param name="take">Takes each record.</param>
    /// <returns>Why it was not read to its end; null when it was.</returns>
    public static async Task<LogProblem?> ReadAsync(IEnumerable<string> arguments, Action<JournalRecord> take, CancellationToken ct)
    {
        var isEmpty = true;
        var reader = new ExportReader(record =>
        {
            isEmpty = false;
            take(record);
        });
        try
        {
            using var process = Start(arguments);
            try
            {
                var errors = process.StandardError.ReadToEndAsync(ct);
                await ReadAsync(process.StandardOutput.BaseStream, reader, ct);
                await process.WaitForExitAsync(ct);
                return Problem(process.ExitCode, await errors, isEmpty);
            }
            finally
            {
                Kill(process);
            }
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidDataException)
        {
            return new LogProblem(LogProblemKind.Failed, $"journalctl: {OneLine.Of(e.Message)}");
        }
    }

    /// <summary>The same, but only for some time: what came by then was taken.</summary>
    public static async Task<LogProblem?> ReadAsync(
        TimeSpan timeout, TimeProvider time, IEnumerable<string> arguments, Action<JournalRecord> take, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await ReadAsync(arguments, take, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new LogProblem(LogProblemKind.Slow);
        }
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("journalctl", ["--no-pager", "--output=export", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    private static async Task ReadAsync(Stream output, ExportReader reader, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        for (var read = await output.ReadAsync(buffer, ct); read > 0; read = await output.ReadAsync(buffer, ct))
        {
            reader.Append(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Who may not read the system's journal gets nothing, with a hint, and mostly no error.</summary>
    private static LogProblem? Problem(int exitCode, string errors, bool isEmpty)
    {
        var isRefused = errors.Contains("insufficient permissions", StringComparison.Ordinal)
            || (isEmpty && errors.Contains("not seeing messages", StringComparison.Ordinal));
        var said = OneLine.Of(errors.Trim());
        return isRefused ? new(LogProblemKind.Failed, "this user may not read the journal: add it to the group systemd-journal, as SupplementaryGroups=systemd-journal does for a unit")
            : exitCode != 0 ? new(LogProblemKind.Failed, $"journalctl ended with exit code {exitCode}: {said[..Math.Min(said.Length, MaxSaid)]}")
            : null;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }
}
