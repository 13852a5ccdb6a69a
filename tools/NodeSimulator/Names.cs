namespace NodeSimulator;

/// <summary>The names of an enumeration's values as one types them: `falls-behind` for FallsBehind.</summary>
internal static class Names
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, at) =>
            char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>All names, separated by commas.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));

    /// <summary>Finds the value of a name; letter case and hyphens don't matter.</summary>
    public static bool TryRead<T>(string name, out T value)
        where T : struct, Enum
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal);
        value = Enum.GetValues<T>().FirstOrDefault(candidate => string.Equals(candidate.ToString(), plain, StringComparison.OrdinalIgnoreCase));
        return string.Equals(value.ToString(), plain, StringComparison.OrdinalIgnoreCase);
    }
}
