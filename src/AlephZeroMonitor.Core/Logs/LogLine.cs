namespace AlephZeroMonitor.Core.Logs;

/// <summary>Takes a raw line apart: Docker's column, the node's own columns, and the message.</summary>
/// <remarks>
/// A line is <c>[Docker's time ][node's time ][LEVEL thread target: ][decoration]message</c>; the columns in the middle are there with
/// <c>--detailed-log-output</c>. Sources: Substrate's sc-tracing <c>event_format</c>, and Docker's <c>--timestamps</c>.
/// </remarks>
internal static class LogLine
{
    private const int EnginePiece = 16 * 1024;
    private const int StampLength = 30; // 2006-01-02T15:04:05.000000000Z
    private const int NodeTimeLength = 19;
    private const byte Escape = 0x1B;

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line without its LF; any bytes.</param>
    /// <param name="scratch">Room for the line's length if it <see cref="NeedsScratch"/>.</param>
    /// <param name="time">Docker's column; null where it is missing. Only set when the line says something.</param>
    public static LogEvent Read(ReadOnlySpan<byte> line, Span<byte> scratch, out LogTime? time)
    {
        time = null;
        line = line.TrimEnd(" \t\r"u8);
        var hasTime = LogTime.TryRead(line, out var stamp, out var length) && (length == line.Length || line[length] == ' ');
        var rest = line;
        if (hasTime)
        {
            rest = line[Math.Min(length + 1, line.Length)..];
            rest = line.Length > EnginePiece ? WithoutRepeats(rest, line[..Math.Min(length + 1, line.Length)], scratch) : rest;
        }

        rest = WithoutAnsi(rest, scratch).TrimEnd(" \t\r"u8);
        var said = ReadNodeLine(rest);
        if (hasTime && said != default)
        {
            time = stamp;
        }

        return said;
    }

    /// <summary>Something may have to be taken out of the line.</summary>
    public static bool NeedsScratch(ReadOnlySpan<byte> line) => line.Length > EnginePiece || line.IndexOf(Escape) >= 0;

    /// <summary>Finds a line that hangs on to a line over 16 KiB; −1 when there is none.</summary>
    /// <remarks>The engine's "local" driver writes no line end behind the last piece of such a line, so that the next line's stamp follows at once.</remarks>
    public static int FindNext(ReadOnlySpan<byte> line)
    {
        if (line.Length <= EnginePiece || !LogTime.TryRead(line, out var own, out var length) || length != StampLength)
        {
            return -1;
        }

        for (var from = EnginePiece; from < line.Length;)
        {
            var zone = line[from..].IndexOf("Z "u8);
            if (zone < 0)
            {
                return -1;
            }

            var at = from + zone + 1 - StampLength;
            if (LogTime.TryRead(line[at..], out var other, out length) && length == StampLength && other != own)
            {
                return at;
            }

            from += zone + 2;
        }

        return -1;
    }

    private static LogEvent ReadNodeLine(ReadOnlySpan<byte> line)
    {
        if (!SkipNodeTime(ref line))
        {
            return new LogEvent { IsError = IsPanic(line) };
        }

        var isError = SkipLevel(ref line);
        var start = line.IndexOfAnyInRange((byte)0, (byte)0x7F);
        while (start >= 0 && line[start] == ' ')
        {
            var next = line[(start + 1)..].IndexOfAnyInRange((byte)0, (byte)0x7F);
            start = next < 0 ? -1 : start + 1 + next;
        }

        if (start < 0)
        {
            return new LogEvent { IsError = isError };
        }

        var decoration = line[..start];
        var message = line[start..];
        return message.StartsWith("[Relaychain]"u8) || message.StartsWith("[Parachain]"u8)
            ? default
            : Message.Read(decoration, message) with { IsError = isError };
    }

    /// <summary>Skips "YYYY-MM-DD hh:mm:ss", perhaps with a fraction, and spaces; the node's local time is never evidence.</summary>
    private static bool SkipNodeTime(ref ReadOnlySpan<byte> line)
    {
        if (line.Length <= NodeTimeLength || line[10] != ' ')
        {
            return false;
        }

        for (var i = 0; i < NodeTimeLength; i++)
        {
            var expected = "0000-00-00 00:00:00"u8[i];
            if (expected == '0' ? !char.IsAsciiDigit((char)line[i]) : line[i] != expected)
            {
                return false;
            }
        }

        var rest = line[NodeTimeLength..];
        if (rest[0] is (byte)'.' or (byte)',')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            rest = digits < 1 ? [] : rest[(1 + digits)..];
        }

        if (rest.IsEmpty || rest[0] != ' ')
        {
            return false;
        }

        line = rest.TrimStart((byte)' ');
        return true;
    }

    /// <summary>Skips "LEVEL thread target: " where it is there, and tells whether the level is ERROR.</summary>
    private static bool SkipLevel(ref ReadOnlySpan<byte> line)
    {
        var rest = line;
        var level = NextToken(ref rest);
        if (!(level.SequenceEqual("INFO"u8) || level.SequenceEqual("WARN"u8) || level.SequenceEqual("ERROR"u8)
              || level.SequenceEqual("DEBUG"u8) || level.SequenceEqual("TRACE"u8)))
        {
            return false;
        }

        var thread = NextToken(ref rest);
        var target = NextToken(ref rest);
        if (thread.IsEmpty || target.Length < 2 || target[^1] != ':')
        {
            return false;
        }

        line = rest;
        return level[0] == 'E';
    }

    private static ReadOnlySpan<byte> NextToken(ref ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        var token = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[end..].TrimStart((byte)' ');
        return token;
    }

    /// <summary>"thread '…' panicked at …", also with an upper-case T and with the thread's number after its name.</summary>
    private static bool IsPanic(ReadOnlySpan<byte> line)
    {
        var text = new Cursor(line);
        if (!(text.Skip("Thread '"u8) || text.Skip("thread '"u8)) || !text.SkipPast("'"u8))
        {
            return false;
        }

        return text.Skip(" panicked at "u8) || (text.Skip(" ("u8) && text.Number(out _) && text.Skip(") panicked at "u8));
    }

    /// <summary>Takes out the stamps with which the engine begins each further piece of a line over 16 KiB.</summary>
    private static ReadOnlySpan<byte> WithoutRepeats(ReadOnlySpan<byte> text, ReadOnlySpan<byte> stamp, Span<byte> scratch)
    {
        var length = 0;
        for (var at = text.IndexOf(stamp); at >= 0; at = text.IndexOf(stamp))
        {
            text[..at].CopyTo(scratch[length..]);
            length += at;
            text = text[(at + stamp.Length)..];
        }

        text.CopyTo(scratch[length..]);
        return scratch[..(length + text.Length)];
    }

    /// <summary>Takes out ANSI control sequences: ESC, '[', parameters, and a letter.</summary>
    private static ReadOnlySpan<byte> WithoutAnsi(ReadOnlySpan<byte> text, Span<byte> scratch)
    {
        if (text.IndexOf(Escape) < 0)
        {
            return text;
        }

        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf(Escape);
            plain = plain < 0 ? text.Length : plain;
            text[..plain].CopyTo(scratch[length..]);
            length += plain;
            text = text[plain..];
            if (!text.IsEmpty)
            {
                var skipped = AnsiLength(text);
                if (skipped == 0)
                {
                    scratch[length++] = Escape;
                    skipped = 1;
                }

                text = text[skipped..];
            }
        }

        return scratch[..length];
    }

    private static int AnsiLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[1] != '[')
        {
            return 0;
        }

        var end = text[2..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x3F);
        return end >= 0 && text[2 + end] is >= (byte)'@' and <= (byte)'~' ? 3 + end : 0;
    }
}
