namespace AlephZeroMonitor.Core.Logs;

/// <summary>Takes a raw line apart: Docker's column, the node's own columns, and the message.</summary>
/// <remarks>
/// A line is <c>[Docker's time ][node's time ][LEVEL thread target: ][decoration]message</c>; the columns in the middle are there with
/// <c>--detailed-log-output</c>. Sources: Substrate's sc-tracing <c>event_format</c>, and Docker's <c>--timestamps</c>.
/// </remarks>
internal static class LogLine
{
    /// <summary>Reads one line.</summary>
    /// <param name="line">The line without its LF; any bytes.</param>
    /// <param name="scratch">Room for the line's length if it <see cref="NeedsScratch"/>.</param>
    /// <param name="time">Docker's column; null where it is missing. Only set when the line says something.</param>
    /// <param name="text">The line behind that column, cleaned.</param>
    public static LogEvent Read(ReadOnlySpan<byte> line, Span<byte> scratch, out LogTime? time, out ReadOnlySpan<byte> text)
    {
        time = null;
        line = Trimmed(line);
        var hasTime = LogTime.TryRead(line, out var stamp, out var length) && (length == line.Length || line[length] == ' ');
        var rest = line;
        if (hasTime)
        {
            rest = line[Math.Min(length + 1, line.Length)..];
            rest = EnginePieces.IsSplit(line) ? EnginePieces.WithoutRepeats(rest, line[..Math.Min(length + 1, line.Length)], scratch) : rest;
        }

        text = Trimmed(Ansi.Without(rest, scratch));
        var said = ReadNodeLine(text);
        if (hasTime && (said.Kind != LogEventKind.None || said.Trouble != TroubleKind.None))
        {
            time = stamp;
        }

        return said;
    }

    /// <summary>Something may have to be taken out of the line.</summary>
    public static bool NeedsScratch(ReadOnlySpan<byte> line) => EnginePieces.IsSplit(line) || Ansi.IsIn(line);

    /// <summary>Without the spaces, tabs and carriage returns at the end: Substrate pads its messages, and a terminal ends lines in CR LF.</summary>
    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty && line[^1] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            line = line[..^1];
        }

        return line;
    }

    private static LogEvent ReadNodeLine(ReadOnlySpan<byte> line)
    {
        if (!SkipNodeTime(ref line))
        {
            return IsPanic(line) ? new LogEvent { IsError = true, Trouble = TroubleKind.Panic } : new LogEvent { Trouble = TroubleForms.OfBareLine(line) };
        }

        var level = SkipLevel(ref line);
        var start = line.IndexOfAnyInRange((byte)0, (byte)0x7F);
        while (start >= 0 && line[start] == ' ')
        {
            var next = line[(start + 1)..].IndexOfAnyInRange((byte)0, (byte)0x7F);
            start = next < 0 ? -1 : start + 1 + next;
        }

        if (start < 0)
        {
            return default;
        }

        var decoration = line[..start];
        var message = line[start..];
        if (message.StartsWith("[Relaychain]"u8) || message.StartsWith("[Parachain]"u8))
        {
            return default;
        }

        var said = Message.Read(decoration, message);
        return level is Level.Error or Level.Warn ? said with { IsError = level == Level.Error, Trouble = TroubleForms.OfMessage(message, level == Level.Error) } : said;
    }

    /// <summary>Skips "YYYY-MM-DD hh:mm:ss", perhaps with a fraction, and spaces; the node's local time is never evidence.</summary>
    private static bool SkipNodeTime(ref ReadOnlySpan<byte> line)
    {
        if (line.Length <= DateTimeText.Length || !DateTimeText.Is(line, (byte)' '))
        {
            return false;
        }

        var rest = line[DateTimeText.Length..];
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

    /// <summary>Skips "LEVEL thread target: " where it is there.</summary>
    private static Level SkipLevel(ref ReadOnlySpan<byte> line)
    {
        var rest = line;
        var level = NextToken(ref rest) switch
        {
            var name when name.SequenceEqual("INFO"u8) => Level.Info,
            var name when name.SequenceEqual("WARN"u8) => Level.Warn,
            var name when name.SequenceEqual("ERROR"u8) => Level.Error,
            var name when name.SequenceEqual("DEBUG"u8) || name.SequenceEqual("TRACE"u8) => Level.Debug,
            _ => Level.None,
        };
        var thread = NextToken(ref rest);
        var target = NextToken(ref rest);
        if (level == Level.None || thread.IsEmpty || target.Length < 2 || target[^1] != ':')
        {
            return Level.None;
        }

        line = rest;
        return level;
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

    /// <summary>The levels of the detailed format; none in the plain one.</summary>
    private enum Level
    {
        None,
        Debug,
        Info,
        Warn,
        Error,
    }
}
