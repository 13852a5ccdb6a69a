namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>The last lines of one life of a unit.</summary>
internal static class UnitTail
{
    private const int Lines = 200;
    private const int MaxTextLength = 16 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>What it logged in its last minute, as text to be kept: printable, without what looks like a secret; empty when it can't be read at once.</summary>
    public static async Task<string> LastMinuteAsync(NodeLife life, TimeProvider time, CancellationToken ct)
    {
        var lines = await ReadAsync(life, time, ct);
        var from = lines.Count == 0 ? 0 : lines[^1].At - (long)TimeSpan.FromSeconds(60).TotalMicroseconds;
        var text = string.Join('\n', lines.SkipWhile(line => line.At < from).Select(line => Secrets.Hide(line.Text)));
        return text.Length <= MaxTextLength ? text : text[^MaxTextLength..];
    }

    /// <summary>What it logged last; null when that can't be read.</summary>
    public static async Task<string?> LastWordsAsync(NodeLife life, TimeProvider time, CancellationToken ct) =>
        LastWords.Of([.. (await ReadAsync(life, time, ct)).Select(line => line.Text)]);

    private static async Task<List<(long At, string Text)>> ReadAsync(NodeLife life, TimeProvider time, CancellationToken ct)
    {
        var lines = new List<(long, string)>();
        _ = await Journal.ReadAsync(
            Timeout, time, [$"--lines={Lines}", "--output-fields=MESSAGE", $"_SYSTEMD_INVOCATION_ID={life.InstanceId}"],
            record => lines.Add((record.At, string.Concat(Encoding.UTF8.GetString(record.Message).Where(c => !char.IsControl(c))))), ct);
        return lines;
    }
}
