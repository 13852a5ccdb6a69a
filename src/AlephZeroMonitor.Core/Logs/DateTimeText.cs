using System.Runtime.Intrinsics;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>The text "YYYY-MM-DD?hh:mm:ss", which stands twice in each line; so it is recognised in one step.</summary>
internal static class DateTimeText
{
    /// <summary>Bytes of the text.</summary>
    public const int Length = 19;

    private const int ShortestMonth = 28;

    private static readonly Vector128<byte> Shape = Vector128.Create("0000-00-00?00:00"u8);
    private static readonly Vector128<byte> Digits = Vector128.Equals(Shape, Vector128.Create((byte)'0'));
    private static readonly Vector128<byte> Signs = ~Digits & ~Vector128.Equals(Shape, Vector128.Create((byte)'?'));

    /// <summary>The text begins with digits and signs where they belong; that they are a date and a time is not checked.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="between">What has to stand between date and time.</param>
    public static bool Is(ReadOnlySpan<byte> text, byte between)
    {
        if (text.Length < Length || text[10] != between || text[16] != ':' || !char.IsAsciiDigit((char)text[17]) || !char.IsAsciiDigit((char)text[18]))
        {
            return false;
        }

        var bytes = Vector128.Create(text[..Vector128<byte>.Count]);
        var isDigit = Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
        return ((isDigit & Digits) | (Vector128.Equals(bytes, Shape) & Signs)) == (Digits | Signs);
    }

    /// <summary>Seconds since 1970-01-01T00:00:00 of a text that <see cref="Is"/> one; false when there is no such date or time, or no such year in 64-bit nanoseconds.</summary>
    public static bool TrySeconds(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.Length < Length)
        {
            return false;
        }

        var year = (Two(text[0], text[1]) * 100) + Two(text[2], text[3]);
        var (month, day) = (Two(text[5], text[6]), Two(text[8], text[9]));
        var (hour, minute, second) = (Two(text[11], text[12]), Two(text[14], text[15]), Two(text[17], text[18]));
        if (year is < 1970 or > 2261 || month is < 1 or > 12 || day < 1 || (day > ShortestMonth && day > DateTime.DaysInMonth(year, month))
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        // Days of the civil calendar, with years that begin in March, so that a leap day is the last of its year.
        var marchYear = month > 2 ? year : year - 1;
        var days = (marchYear * 365) + (marchYear / 4) - (marchYear / 100) + (marchYear / 400) + (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 719_469;
        seconds = (days * 86_400L) + (hour * 3600) + (minute * 60) + second;
        return true;
    }

    private static int Two(byte tens, byte ones) => ((tens - '0') * 10) + ones - '0';
}
