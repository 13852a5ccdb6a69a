namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The values that a setting takes.</summary>
/// <param name="Rule">What they are, as it follows "must be".</param>
/// <param name="Parse">Gives the value, a <typeparamref name="T"/>; null when the text breaks the rule.</param>
internal sealed record Values<T>(string Rule, Func<string, object?> Parse);

/// <summary>The kinds of values that several settings take.</summary>
internal static class Values
{
    public static readonly Values<uint> Blocks = Number("blocks, a whole number from 0", 0, uint.MaxValue, value => (uint)value);

    public static readonly Values<uint> Id =
        Number("a numeric id, as `id` or `stat -c %g` prints it", 0, uint.MaxValue - 1, value => (uint)value);

    public static readonly Values<bool> Flag =
        OneOf(("true", true), ("yes", true), ("1", true), ("false", false), ("no", false), ("0", false));

    public static readonly Values<Uri> HttpUrl = new("an http or https URL", text => Url(text, "http", "https"));

    private const int MaxSeconds = 7 * 24 * 3600;

    public static Values<TimeSpan> Seconds(int from) =>
        Number($"seconds, a whole number from {from} to {MaxSeconds}", from, MaxSeconds, value => TimeSpan.FromSeconds(value));

    public static Values<T> Number<T>(string rule, long least, long most, Func<long, T> convert) => new(
        rule,
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? convert(value) : null);

    /// <summary>One of these words, in any case.</summary>
    public static Values<T> OneOf<T>(params (string Word, T Value)[] words) => new(
        $"one of {string.Join(", ", words.Select(each => each.Word))}",
        text => words.Where(each => each.Word.Equals(text, StringComparison.OrdinalIgnoreCase))
            .Select(each => (object?)each.Value).FirstOrDefault());

    /// <summary>A list, separated by commas, of which each part must be good.</summary>
    public static Values<ImmutableArray<T>> List<T>(string rule, Func<string, T?> parse, Func<ImmutableArray<T>, bool> isGood)
        where T : class => new(
        rule,
        text =>
        {
            T?[] parts = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(parse)];
            return parts.All(part => part is not null) && isGood([.. parts!]) ? ImmutableArray.Create(parts!) : null;
        });

    /// <summary>A complete URL with one of these schemes; null when the text is none.</summary>
    public static Uri? Url(string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.Host.Length > 0 ? url : null;

    /// <summary>The items are different.</summary>
    public static bool AreDistinct<T>(ImmutableArray<T> items) => items.Distinct().Count() == items.Length;
}
