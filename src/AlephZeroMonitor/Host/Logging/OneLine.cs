namespace AlephZeroMonitor.Host.Logging;

/// <summary>Makes text that came from outside (names, log lines, answers) fit to be shown.</summary>
internal static class OneLine
{
    /// <summary>The text as one line in which nothing moves the cursor or colours the terminal of who reads it.</summary>
    public static string Of(string text)
    {
        text = text.ReplaceLineEndings(" | ");
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
    }
}
