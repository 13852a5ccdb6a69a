using System.Collections.Immutable;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The environment's variables, each read by its name or from the file that NAME_FILE names.</summary>
internal sealed class Variables(IReadOnlyDictionary<string, string> environment)
{
    private const string FileSuffix = "_FILE";
    private const int MaxFileLength = 64 * 1024;
    private const int MaxShownLength = 80;
    private const int ShortestLookalike = 6;

    private readonly HashSet<string> _known = [];

    /// <summary>All that was found wrong.</summary>
    public List<SettingMistake> Mistakes { get; } = [];

    /// <summary>Something was found wrong with this variable.</summary>
    public bool IsMistaken(string name) => Mistakes.Any(mistake => mistake.Name == name || mistake.Name == name + FileSuffix);

    /// <summary>A variable of this name has the name of a file.</summary>
    public static bool NamesFile(string name) => name.EndsWith(FileSuffix, StringComparison.Ordinal);

    /// <summary>A variable of this name was asked for.</summary>
    public bool IsKnown(string name) => _known.Contains(name);

    /// <summary>Reads a variable; <see langword="default"/> when it is not set, is empty, or is mistaken.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="parse">Gives the value, or null when the text breaks the rule.</param>
    /// <param name="rule">The rule, for the error message.</param>
    /// <param name="example">A value that keeps it.</param>
    /// <param name="isSecret">The value is not shown.</param>
    public T? Read<T>(string name, Func<string, T?> parse, string rule, string example, bool isSecret = false)
    {
        _known.Add(name);
        if (Text(name) is not { } text)
        {
            return default;
        }

        var value = parse(text);
        if (value is null)
        {
            Mistakes.Add(new SettingMistake(name, isSecret ? "…" : Shown(text), $"must be {rule}", example));
        }

        return value;
    }

    /// <summary>Names that are set and unknown, but differ from a known one by a slip of the finger.</summary>
    public ImmutableArray<string> LookalikeNotices() =>
    [
        .. from name in environment.Keys
           where name.Length >= ShortestLookalike && !_known.Contains(name) && !_known.Contains(WithoutSuffix(name))
           let meant = _known.FirstOrDefault(known => IsSlip(name, known))
           where meant is not null
           orderby name
           select $"{name} is not a setting of this program; did you mean {meant}?",
    ];

    private string? Text(string name)
    {
        var text = environment.GetValueOrDefault(name)?.Trim();
        var path = environment.GetValueOrDefault(name + FileSuffix)?.Trim();
        if (string.IsNullOrEmpty(path))
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        if (!string.IsNullOrEmpty(text))
        {
            Mistakes.Add(new(name + FileSuffix, path, $"{name} is set too; set one of the two", path));
            return null;
        }

        if (Directory.Exists(path))
        {
            Mistakes.Add(new(name + FileSuffix, path, "it is a folder, and must be a file", $"{path.TrimEnd('/')}/{name.ToLowerInvariant()}"));
            return null;
        }

        try
        {
            if (ReadFile(path) is not { } content)
            {
                Mistakes.Add(new(name + FileSuffix, path, $"the file must have at most {MaxFileLength} characters", path));
                return null;
            }

            text = content.Trim();
            return text.Length == 0 ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Mistakes.Add(new(name + FileSuffix, path, $"the file can't be read: {e.Message}", $"/run/secrets/{name.ToLowerInvariant()}"));
            return null;
        }
    }

    /// <summary>A file's text; null when it is too long. Pipes and devices have no length before they are read, and some never end.</summary>
    private static string? ReadFile(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[MaxFileLength + 1];
        var length = reader.ReadBlock(text);
        return length > MaxFileLength ? null : new string(text, 0, length);
    }

    /// <summary>A value as it may be shown: of a URL no more than its host, since paths and queries hold keys.</summary>
    private static string Shown(string text)
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

        return text.Length <= MaxShownLength ? text : text[..MaxShownLength] + "…";
    }

    private static string WithoutSuffix(string name) => NamesFile(name) ? name[..^FileSuffix.Length] : name;

    /// <summary>One letter changed, missing or too many, or two neighbours swapped.</summary>
    private static bool IsSlip(string name, string known)
    {
        var same = name.Zip(known).TakeWhile(pair => pair.First == pair.Second).Count();
        var (rest, knownRest) = (name[same..], known[same..]);
        return (name.Length == known.Length + 1 && rest[1..] == knownRest)
            || (name.Length + 1 == known.Length && rest == knownRest[1..])
            || (name.Length == known.Length && rest[1..] == knownRest[1..])
            || (name.Length == known.Length && rest.Length > 1 && rest[0] == knownRest[1] && rest[1] == knownRest[0] && rest[2..] == knownRest[2..]);
    }
}
