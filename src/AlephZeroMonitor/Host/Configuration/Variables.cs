namespace AlephZeroMonitor.Host.Configuration;

/// <summary>Variables by name. Where <paramref name="readsFiles"/>, NAME_FILE names a file with the value of NAME.</summary>
internal sealed class Variables(IReadOnlyDictionary<string, string> environment, bool readsFiles)
{
    private const string FileSuffix = "_FILE";
    private const int MaxFileLength = 64 * 1024;
    private const int MaxShownLength = 80;
    private const int ShortestLookalike = 6;

    /// <summary>All that was found wrong.</summary>
    public List<SettingMistake> Mistakes { get; } = [];

    /// <summary>The settings that were applied, with what may be shown of their values.</summary>
    public Dictionary<string, string> Given { get; } = [];

    /// <summary>Applies these settings. One that is not set, is empty or is mistaken leaves the basis as it is.</summary>
    public Settings Apply(IEnumerable<Setting> rows, Settings basis)
    {
        var settings = basis;
        foreach (var row in rows)
        {
            if (Text(row.Name) is { } text)
            {
                var leftOver = LeftOver(text);
                if (leftOver is null && row.Apply(settings, text) is { } applied)
                {
                    settings = applied;
                    Given[row.Name] = row.IsSecret ? "…" : Shown(text);
                }
                else
                {
                    Mistakes.Add(new(row.Name, row.IsSecret ? "…" : Shown(text), leftOver ?? row.Wrong?.Invoke(text) ?? $"must be {row.Rule}", row.Example));
                }
            }
        }

        return settings;
    }

    /// <summary>Names that are set and unknown, but differ from a known one by a typing error.</summary>
    public IEnumerable<string> Lookalikes(HashSet<string> known) =>
        from name in environment.Keys
        where name.Length >= ShortestLookalike && !known.Contains(name) && !known.Contains(WithoutSuffix(name))
        let meant = Lookalike.Of(name, known)
        where meant is not null
        orderby name
        select $"{name} is not a setting of this program; did you mean {meant}?";

    /// <summary>What a shell takes away and Docker's --env-file does not; null when there is nothing of it.</summary>
    private static string? LeftOver(string text) => text switch
    {
        ['"' or '\'', .., var last] when last == text[0] => "remove the quotes: docker --env-file keeps them",
        _ when text.Contains(" #", StringComparison.Ordinal) => "remove the comment behind the value: docker --env-file keeps it",
        _ => null,
    };

    private string? Text(string name)
    {
        var text = environment.GetValueOrDefault(name)?.Trim();
        var path = readsFiles ? environment.GetValueOrDefault(name + FileSuffix)?.Trim() : null;
        if (string.IsNullOrEmpty(path))
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        if (!string.IsNullOrEmpty(text))
        {
            Mistakes.Add(new(name + FileSuffix, path, $"{name} is set too; set one of the two", path));
            return null;
        }

        try
        {
            if (Directory.Exists(path))
            {
                var inside = $"{path.TrimEnd('/')}/{name.ToLowerInvariant()}";
                Mistakes.Add(new(name + FileSuffix, path, "it is a folder, and must be a file", inside));
            }
            else if (ReadFile(path) is { } content)
            {
                if (content.Trim() is { Length: > 0 } value)
                {
                    return value;
                }

                Mistakes.Add(new(name + FileSuffix, path, "the file is empty: write the value into it, or unset this", path));
            }
            else
            {
                Mistakes.Add(new(name + FileSuffix, path, $"the file must have at most {MaxFileLength} characters", path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Mistakes.Add(new(name + FileSuffix, path, $"the file can't be read: {e.Message}", $"/run/secrets/{name.ToLowerInvariant()}"));
        }

        return null;
    }

    /// <summary>
    /// A file's text; null when it is too long. Pipes and devices have no length before they are read, and some never end.
    /// </summary>
    private static string? ReadFile(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[MaxFileLength + 1];
        var length = reader.ReadBlock(text);
        return length > MaxFileLength ? null : new string(text, 0, length);
    }

    /// <summary>A value as it may be shown: of a URL no more than its host, since paths and queries hold keys.</summary>
    internal static string Shown(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var authority = text[(scheme + 3)..];
            var end = authority.IndexOfAny(['/', '?', '#']);
            authority = end < 0 ? authority : authority[..end] + "/…";
            var begin = text.LastIndexOf(',', scheme) + 1; // what precedes the first URL of a list may be half a URL
            text = (begin > 0 ? "…," : "") + text[begin..(scheme + 3)] + authority[(authority.LastIndexOf('@') + 1)..];
        }

        text = text.Trim('"', '\'');
        return text.Length <= MaxShownLength ? text : text[..MaxShownLength] + "…";
    }

    private static string WithoutSuffix(string name) =>
        name.EndsWith(FileSuffix, StringComparison.Ordinal) ? name[..^FileSuffix.Length] : name;
}
