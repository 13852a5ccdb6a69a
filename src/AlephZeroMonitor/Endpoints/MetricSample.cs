using System.Globalization;

namespace AlephZeroMonitor.Endpoints;

/// <summary>One sample of a metrics page.</summary>
/// <remarks>Source: the Prometheus text exposition format. Escapes in labels' values are left as they are.</remarks>
internal readonly ref struct MetricSample
{
    private readonly ReadOnlySpan<char> _labels;

    private MetricSample(ReadOnlySpan<char> name, ReadOnlySpan<char> labels, double value)
    {
        Name = name;
        _labels = labels;
        Value = value;
    }

    /// <summary>The metric's name.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>The value.</summary>
    public double Value { get; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">Any text without its line end.</param>
    /// <param name="sample">The sample.</param>
    /// <returns>Whether the line is one; comments and empty lines are not.</returns>
    public static bool TryRead(ReadOnlySpan<char> line, out MetricSample sample)
    {
        sample = default;
        line = line.Trim();
        var end = line.IndexOfAny('{', ' ', '\t');
        if (end <= 0 || line[0] == '#')
        {
            return false;
        }

        var labels = ReadOnlySpan<char>.Empty;
        var rest = line[end..];
        if (rest[0] == '{')
        {
            var close = Close(rest);
            if (close < 0)
            {
                return false;
            }

            labels = rest[1..close];
            rest = rest[(close + 1)..];
        }

        rest = rest.Trim();
        var space = rest.IndexOfAny(' ', '\t'); // a time may follow
        if (!double.TryParse(space < 0 ? rest : rest[..space], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        sample = new MetricSample(line[..end], labels, value);
        return true;
    }

    /// <summary>A label's value; empty when it has none of that name.</summary>
    public ReadOnlySpan<char> Label(string name)
    {
        for (var rest = _labels; ;)
        {
            var equals = rest.IndexOf('=');
            if (equals < 0 || rest[(equals + 1)..].TrimStart() is not ['"', .. var open] || Quote(open) is not (>= 0 and var end))
            {
                return [];
            }

            if (rest[..equals].Trim(" ,\t").SequenceEqual(name))
            {
                return open[..end];
            }

            rest = open[(end + 1)..];
        }
    }

    /// <summary>Where the labels end; -1 when they don't.</summary>
    private static int Close(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '}')
            {
                return i;
            }

            if (text[i] == '"')
            {
                var end = Quote(text[(i + 1)..]);
                if (end < 0)
                {
                    return -1;
                }

                i += end + 1;
            }
        }

        return -1;
    }

    /// <summary>Where a quoted text ends; -1 when it doesn't.</summary>
    private static int Quote(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
