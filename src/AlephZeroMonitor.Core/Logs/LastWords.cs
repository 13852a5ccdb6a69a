using System.Text;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Finds in a log's last lines why the node ended.</summary>
public static class LastWords
{
    private const int MaxLength = 500;
    private const int MaxLines = 3;

    /// <summary>The last bare "Error: …" or panic, else the last ERROR or WARN, else the last lines; null when there are none.</summary>
    /// <param name="lines">The last lines of a life, oldest first, with or without Docker's column.</param>
    /// <returns>At most 500 characters, without what looks like a secret.</returns>
    public static string? Of(IReadOnlyCollection<string> lines)
    {
        var weighed = lines.Select(line => (Text: Shown(line), Weight: LogLine.Weigh(Encoding.UTF8.GetBytes(line))))
            .Where(line => line.Text.Length > 0).ToArray();
        var fatal = Array.FindLastIndex(weighed, line => line.Weight.IsFatal);
        var telling = fatal >= 0 ? Fatal([.. weighed.Select(line => line.Text)], fatal) : weighed.LastOrDefault(line => line.Weight.IsTrouble).Text;
        var words = telling ?? string.Join(" | ", weighed.TakeLast(MaxLines).Select(line => line.Text));
        return words switch
        {
            "" => null,
            { Length: > MaxLength } => words[..(MaxLength - 1)] + "…",
            _ => words,
        };
    }

    /// <summary>Current versions of Rust write a panic's message on the line behind its place.</summary>
    private static string Fatal(string[] lines, int at) =>
        lines[at].EndsWith(':') && at + 1 < lines.Length ? $"{lines[at]} {lines[at + 1]}" : lines[at];

    private static string Shown(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var text = Encoding.UTF8.GetString(bytes.AsSpan(Math.Min(bytes.Length, LineStamp.Of(bytes).Length)));
        return Secrets.Hide(string.Concat(text.Where(c => !char.IsControl(c))).Trim());
    }
}
