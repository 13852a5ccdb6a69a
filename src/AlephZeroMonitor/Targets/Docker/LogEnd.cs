namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The last minute of a node's log, as text to be kept.</summary>
internal sealed class LogEnd(ContainerLog log, TimeProvider time)
{
    private const int Lines = 200;
    private const int MaxBytes = 256 * 1024;
    private const int MaxTextLength = 16 * 1024;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60);

    /// <summary>Docker may stamp a line a little after the process that wrote it has ended, or before the time at which it says that it has begun.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads it: at most 200 lines and 16 KiB, printable, without what looks like a secret. Empty when it can't be read at once.</summary>
    public async Task<string> ReadAsync(CancellationToken ct) => Text(await ReadLinesAsync(ct));

    /// <summary>What a life logged last, among the last 200 lines; null when that is not there any more.</summary>
    /// <param name="from">When that life began.</param>
    /// <param name="to">When it ended.</param>
    public async Task<string?> ReadLastWordsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var lines = await ReadLinesAsync(ct);
        return LastWords.Of([.. lines.Where(line => TimeOf(line) is { } at && at >= from - Tolerance && at <= to + Tolerance)]);
    }

    private async Task<string[]> ReadLinesAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        using var bytes = new MemoryStream();
        try
        {
            await log.ReadAsync(Lines, follow: false, Take, either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is OperationCanceledException or EngineException)
        {
            return [];
        }

        return [.. Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Split('\n').Select(Printable).Where(line => line.Length > 0)];

        bool Take(ReadOnlySpan<byte> read, LogSource source)
        {
            bytes.Write(read[..(int)Math.Min(read.Length, MaxBytes - bytes.Length)]);
            return bytes.Length < MaxBytes;
        }
    }

    private static string Text(string[] lines)
    {
        var from = lines.Select(TimeOf).LastOrDefault(at => at is not null) - Span; // null: none has a time, and all are kept
        var text = string.Join('\n', lines.SkipWhile(line => TimeOf(line) < from).Select(Secrets.Hide));
        return text.Length <= MaxTextLength ? text : text[^MaxTextLength..];
    }

    private static string Printable(string line) => string.Concat(line.Where(c => !char.IsControl(c))).Trim();

    private static DateTimeOffset? TimeOf(string line) => LogTime.TryRead(Encoding.UTF8.GetBytes(line[..Math.Min(line.Length, 40)]), out var at, out _) ? at.At : null;
}
