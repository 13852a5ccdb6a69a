namespace AlephZeroMonitor.Wording;

/// <summary>The names of the API for people.</summary>
internal static class Names
{
    /// <summary>A name as words: FarBehind is "far behind".</summary>
    public static string InWords<T>(T name)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in name.ToString())
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
