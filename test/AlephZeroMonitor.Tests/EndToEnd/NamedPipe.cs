using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A named pipe: a file whose reader gets what is written when it is written.</summary>
internal sealed class NamedPipe : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipe-").FullName;

    public NamedPipe()
    {
        using var process = Process.Start("mkfifo", Path);
        process.WaitForExit();
    }

    public string Path => System.IO.Path.Combine(_folder, "log");

    /// <summary>Writes the text twice, a second apart, and ends it.</summary>
    public async Task WriteSlowlyAsync(string text)
    {
        // Opening waits for the reader.
        await using var file = await Task.Run(() => File.AppendText(Path));
        await file.WriteAsync(text);
        await file.FlushAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await file.WriteAsync(text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
