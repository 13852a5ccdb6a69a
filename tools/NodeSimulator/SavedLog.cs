namespace NodeSimulator;

/// <summary>The lines of a saved container log.</summary>
internal static class SavedLog
{
    private const int ShortestStamp = 20; // 2025-03-12T08:20:11Z
    private const string StampShape = "0000-00-00T00:00:00";

    /// <summary>The length of the line that text begins with, its line end included.</summary>
    public static int LineLength(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : text.Length;

    /// <summary>The length of the engine's column at a line's start: an RFC 3339 time and a space; 0 when there is none.</summary>
    public static int ColumnLength(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ShortestStamp || !HasShape(line))
        {
            return 0;
        }

        var at = StampShape.Length;
        if (line[at] == (byte)'.')
        {
            var digits = line[(at + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            at += digits is > 0 and <= 9 ? 1 + digits : 0;
        }

        var zone = ZoneLength(line[at..]);
        at += zone;
        return zone > 0 && at < line.Length && line[at] == (byte)' ' ? at + 1 : 0;
    }

    private static bool HasShape(ReadOnlySpan<byte> line)
    {
        for (var at = 0; at < StampShape.Length; at++)
        {
            if (StampShape[at] == '0' ? !char.IsAsciiDigit((char)line[at]) : line[at] != StampShape[at])
            {
                return false;
            }
        }

        return true;
    }

    // "Z", or an offset such as "+02:00".
    private static int ZoneLength(ReadOnlySpan<byte> text) =>
        text is [(byte)'Z', ..] ? 1
        : text is [(byte)'+' or (byte)'-', _, _, (byte)':', _, _, ..] ? 6
        : 0;
}
