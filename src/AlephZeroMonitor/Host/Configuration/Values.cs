namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The values that a setting takes.</summary>
/// <param name="Rule">What they are, as it follows "must be".</param>
/// <param name="Parse">Gives the value, a <typeparamref name="T"/>; null when the text breaks the rule.</param>
internal sealed record Values<T>(string Rule, Func<string, object?> Parse)
{
    /// <summary>What is wrong with a text that breaks the rule, where that can be said more exactly; null: the rule says it.</summary>
    public Func<string, string?>? Wrong { get; init; }
}

/// <summary>The kinds of values that several settings take.</summary>
internal static class Values
{
    public static readonly Values<uint> Blocks = Number("blocks, a whole number from 0", 0, uint.MaxValue, value => (uint)value);

    public static readonly Values<uint> Id =
        Number("a numeric id; `id -u` prints a user's, `stat -c %g` that of a file's group", 0, uint.MaxValue - 1, value => (uint)value);

    public static readonly Values<bool> Flag =
        OneOf(("true", true), ("yes", true), ("1", true), ("false", false), ("no", false), ("0", false));

    public static readonly Values<Uri> HttpUrl = new("an http or https URL", text => Url(text, "http", "https"));

    private const int MaxSeconds = 7 * 24 * 3600;

    /// <summary>A number of days that a span can hold.</summary>
    private const int MaxCount = 1_000_000;

    /// <summary>A span of time.</summary>
    public static Values<TimeSpan> Seconds(int from, int to = MaxSeconds) => new(
        $"seconds from {from} to {to}, or a whole number with a unit, such as 90s, 5m, 2h or 7d",
        text => Span(text) is { } span && span.TotalSeconds >= from && span.TotalSeconds <= to ? span : null);

    /// <summary>"90", "90s", "5m", "24h" or "7d" as a span; null for another text.</summary>
    public static TimeSpan? Span(string text)
    {
        var digits = text.TrimEnd('s', 'm', 'h', 'd');
        return text.Length - digits.Length <= 1 && uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MaxCount
            ? text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' => TimeSpan.FromDays(count),
                _ => TimeSpan.FromSeconds(count),
            }
            : null;
    }

    public static Values<T> Number<T>(string rule, long least, long most, Func<long, T> convert) => new(
        rule,
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? convert(value) : null);

    /// <summary>One of these words, in any case.</summary>
    public static Values<T> OneOf<T>(params (string Word, T Value)[] words) => new(
        $"one of {string.Join(", ", words.Select(each => each.Word))}",
        text => words.Where(each => each.Word.Equals(text, StringComparison.OrdinalIgnoreCase))
            .Select(each => (object?)each.Value).FirstOrDefault());

    /// <summary>A list, separated by commas, of different entries.</summary>
    /// <param name="rule">What the entries are.</param>
    /// <param name="parse">Gives an entry; null when its text is wrong.</param>
    /// <param name="wrong">What is wrong with an entry: it follows the entry's text.</param>
    /// <param name="most">So many entries at most.</param>
    public static Values<ImmutableArray<T>> List<T>(string rule, Func<string, T?> parse, Func<string, string> wrong, int most = int.MaxValue)
        where T : class
    {
        return new($"{rule}, separated by commas", text => Wrong(text) is null ? ImmutableArray.Create([.. Entries(text).Select(parse).OfType<T>()]) : null) { Wrong = Wrong };

        // What follows a host name may be a key.
        static string Shown(string entry) => entry.Contains("://", StringComparison.Ordinal) || !entry.Contains('/', StringComparison.Ordinal)
            ? Variables.Shown(entry) : entry[..(entry.IndexOf('/', StringComparison.Ordinal) + 1)] + "…";

        static string[] Entries(string text) => text.Split(',', StringSplitOptions.TrimEntries);

        string? Wrong(string text)
        {
            var entries = Entries(text);
            return (entries.FirstOrDefault(entry => parse(entry) is null), entries.CountBy(entry => entry).FirstOrDefault(each => each.Value > 1).Key, entries.Length) switch
            {
                ("", _, _) => "there is nothing before or after a comma: remove the comma",
                ({ } entry, _, _) => $"\"{Shown(entry)}\" {wrong(entry)}",
                (_, { } twice, _) => $"\"{Shown(twice)}\" is there twice: remove one",
                (_, _, var count) when count > most => $"there are {count} entries, and may be {most}",
                _ => null,
            };
        }
    }

    /// <summary>What is wrong with a URL, to follow it.</summary>
    public static string WrongUrl(string text, params string[] schemes) => text.IndexOf("://", StringComparison.Ordinal) switch
    {
        < 0 => $"has no scheme: begin it with {schemes[0]}://",
        _ when text.Any(char.IsWhiteSpace) => "has a blank: separate entries by commas",
        var end when !schemes.Contains(text[..end]) => $"begins with \"{text[..end]}\": it must be {string.Join(" or ", schemes)}",
        _ => "has no valid host name and port",
    };

    /// <summary>A complete URL with one of these schemes; null when the text is none.</summary>
    public static Uri? Url(string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.Host.Length > 0 ? url : null;
}
