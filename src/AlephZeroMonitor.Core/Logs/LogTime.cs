namespace AlephZeroMonitor.Core.Logs;

/// <summary>The time of a log line: the column that Docker puts before each line (RFC 3339, up to nine digits of a second).</summary>
/// <remarks>It is Docker's clock, never the node's own local time. <see cref="ToString"/> gives it back as it was written.</remarks>
/// <param name="UnixNanoseconds">Nanoseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="FractionDigits">Digits of the fraction as written, 0 to 9.</param>
/// <param name="OffsetMinutes">Offset from UTC as written, in minutes; Docker writes 0 ("Z").</param>
public readonly record struct LogTime(long UnixNanoseconds, byte FractionDigits = 9, short OffsetMinutes = 0)
{
    private const int MaxFractionDigits = 9;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerTick = 100;

    /// <summary>The same instant at .NET's resolution of 100 ns.</summary>
    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddTicks(UnixNanoseconds / NanosecondsPerTick);

    /// <summary>The time elapsed from <paramref name="earlier"/> to this; negative when the clock was set back between them.</summary>
    public TimeSpan Since(LogTime earlier) => TimeSpan.FromTicks((UnixNanoseconds - earlier.UnixNanoseconds) / NanosecondsPerTick);

    /// <summary>Reads the time at the beginning of <paramref name="text"/>.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="time">The time, if there is one.</param>
    /// <param name="length">Bytes that the time takes.</param>
    /// <returns>Whether the text begins with a valid time; what follows it is not looked at.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out LogTime time, out int length)
    {
        time = default;
        length = 0;
        if (text.Length <= DateTimeText.Length || !(DateTimeText.Is(text, (byte)'T') || DateTimeText.Is(text, (byte)'t'))
            || !DateTimeText.TrySeconds(text, out var seconds) || !TryFraction(text[DateTimeText.Length..], out var nanoseconds, out var digits))
        {
            return false;
        }

        var zoneAt = DateTimeText.Length + (digits == 0 ? 0 : digits + 1);
        if (!TryZone(text[zoneAt..], out var offsetMinutes, out var zoneLength))
        {
            return false;
        }

        time = new LogTime(((seconds - (offsetMinutes * 60L)) * NanosecondsPerSecond) + nanoseconds, (byte)digits, offsetMinutes);
        length = zoneAt + zoneLength;
        return true;
    }

    /// <summary>The time as Docker wrote it.</summary>
    public override string ToString()
    {
        var local = UnixNanoseconds + (OffsetMinutes * 60L * NanosecondsPerSecond);
        var (seconds, nanoseconds) = Math.DivRem(local, NanosecondsPerSecond);
        var text = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        if (FractionDigits > 0)
        {
            text += "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture)[..FractionDigits];
        }

        return OffsetMinutes == 0
            ? text + "Z"
            : string.Create(CultureInfo.InvariantCulture, $"{text}{(OffsetMinutes < 0 ? '-' : '+')}{Math.Abs(OffsetMinutes) / 60:D2}:{Math.Abs(OffsetMinutes) % 60:D2}");
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out int nanoseconds, out int digits)
    {
        nanoseconds = 0;
        digits = 0;
        if (text[0] != '.')
        {
            return true;
        }

        while (digits + 1 < text.Length && char.IsAsciiDigit((char)text[digits + 1]))
        {
            if (digits == MaxFractionDigits)
            {
                return false;
            }

            nanoseconds = (nanoseconds * 10) + (text[++digits] - '0');
        }

        for (var i = digits; i < MaxFractionDigits; i++)
        {
            nanoseconds *= 10;
        }

        return digits > 0;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, out short minutes, out int length)
    {
        (minutes, length) = (0, 1);
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] is (byte)'Z' or (byte)'z')
        {
            return true;
        }

        length = 6;
        if (text.Length < length || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = (short)(((hour * 60) + minute) * (text[0] == '-' ? -1 : 1));
        return true;
    }
}

/// <summary>The column that Docker puts before a line.</summary>
/// <param name="Time">Its time; null where the line has none.</param>
/// <param name="Length">Bytes that it takes, with the space behind it.</param>
public readonly record struct LineStamp(LogTime? Time, int Length)
{
    /// <summary>Reads the stamp of a line.</summary>
    /// <param name="line">Any bytes, without the LF.</param>
    public static LineStamp Of(ReadOnlySpan<byte> line) =>
        LogTime.TryRead(line, out var time, out var length)
        && (length == line.Length || line[length] == ' ' || line[length..].IndexOfAnyExcept((byte)'\t', (byte)'\r', (byte)' ') < 0)
            ? new LineStamp(time, Math.Min(length + 1, line.Length))
            : default;
}
