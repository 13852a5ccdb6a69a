namespace AlephZeroMonitor.Host;

/// <summary>Text from outside (names, log lines, answers), made safe to show.</summary>
internal static class OneLine
{
    /// <summary>The text as one line, without characters that move the cursor or color the terminal.</summary>
    public static string Of(string text)
    {
        text = text.ReplaceLineEndings(" | ");
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
    }
}
