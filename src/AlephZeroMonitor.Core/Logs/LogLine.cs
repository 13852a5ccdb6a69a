using System.Runtime.CompilerServices;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Takes a raw line apart: Docker's column, the node's own columns, and the message.</summary>
/// <remarks>
/// A line is <c>[Docker's time ][node's time ][LEVEL thread target: ][decoration]message</c>; the columns in the middle are there with
/// <c>--detailed-log-output</c>. Sources: Substrate's sc-tracing <c>event_format</c>, and Docker's <c>--timestamps</c>.
/// </remarks>
internal static class LogLine
{
    private const byte LastAscii = 0x7F;

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line without its LF; any bytes.</param>
    /// <param name="stamp">Docker's column.</param>
    /// <param name="scratch">Room for what is left when something has to be taken out of the line; grows to the line's length when it is too small.</param>
    /// <param name="text">The line behind that column, cleaned.</param>
    public static LogEvent Read(ReadOnlySpan<byte> line, LineStamp stamp, ref byte[] scratch, out ReadOnlySpan<byte> text)
    {
        text = TextOf(line, stamp, ref scratch);
        return ReadNodeLine(text);
    }

    /// <summary>The line has the node's own time, or is a line without it that nodes are known to print.</summary>
    public static bool IsOfNode(ReadOnlySpan<byte> line, LineStamp stamp, ref byte[] scratch)
    {
        var text = TextOf(line, stamp, ref scratch);
        return SkipNodeTime(ref text) || IsPanic(text) || TroubleForms.OfBareLine(text) != TroubleKind.None;
    }

    private static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> line, LineStamp stamp, ref byte[] scratch)
    {
        line = Trimmed(line);
        var stampLength = Math.Min(stamp.Length, line.Length);
        var text = line[stampLength..];
        return Ansi.IsIn(text) || EnginePieces.IsSplit(line) ? Clean(text, line[..stampLength], ref scratch) : text;
    }

    /// <summary>Whether a line, behind Docker's column, shows that something is wrong: its level, a panic, or a bare "Error: …".</summary>
    internal static (bool IsFatal, bool IsTrouble) Weigh(ReadOnlySpan<byte> line)
    {
        line = Trimmed(line);
        byte[] scratch = [];
        var said = Read(line, LineStamp.Of(line), ref scratch, out var text);
        return (said.Trouble == TroubleKind.Panic || text.StartsWith("Error:"u8), said.IsError || said.Trouble != TroubleKind.None);
    }

    /// <summary>Takes out what the engine and the terminal put in; apart from the rest, since few lines need it, and its locals would slow all of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text, ReadOnlySpan<byte> stamp, ref byte[] scratch)
    {
        scratch = scratch.Length < text.Length ? new byte[text.Length] : scratch;
        text = stamp.IsEmpty ? text : EnginePieces.WithoutRepeats(text, stamp, scratch);
        return Trimmed(Ansi.Without(text, scratch));
    }

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
            return ReadBareLine(line);
        }

        var level = SkipLevel(ref line);
        var start = 0;
        while (start < line.Length && (line[start] > LastAscii || line[start] == ' '))
        {
            start++;
        }

        if (start == line.Length)
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
        return level switch
        {
            Level.Error or Level.Warn => said with { IsError = level == Level.Error, Trouble = TroubleForms.OfMessage(message, level == Level.Error) },
            Level.None when said.Kind == LogEventKind.None => new LogEvent { Trouble = TroubleForms.OfPlainMessage(decoration, message) },
            _ => said,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LogEvent ReadBareLine(ReadOnlySpan<byte> line) =>
        IsPanic(line) ? new LogEvent { IsError = true, Trouble = TroubleKind.Panic } : new LogEvent { Trouble = TroubleForms.OfBareLine(line) };

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
            var digits = 0;
            while (digits + 1 < rest.Length && char.IsAsciiDigit((char)rest[digits + 1]))
            {
                digits++;
            }

            rest = digits == 0 ? [] : rest[(1 + digits)..];
        }

        if (rest.IsEmpty || rest[0] != ' ')
        {
            return false;
        }

        line = WithoutSpaces(rest);
        return true;
    }

    /// <summary>Skips "LEVEL thread target: " where it is there.</summary>
    private static Level SkipLevel(ref ReadOnlySpan<byte> line)
    {
        var rest = line;
        var level = NextToken(ref rest) switch
        {
            [.. var word] when word.SequenceEqual("INFO"u8) => Level.Info,
            [.. var word] when word.SequenceEqual("WARN"u8) => Level.Warn,
            [.. var word] when word.SequenceEqual("ERROR"u8) => Level.Error,
            [.. var word] when word.SequenceEqual("DEBUG"u8) || word.SequenceEqual("TRACE"u8) => Level.Debug,
            _ => Level.None,
        };
        if (level == Level.None)
        {
            return level;
        }

        var thread = NextToken(ref rest);
        var target = NextToken(ref rest);
        if (thread.IsEmpty || target.Length < 2 || target[^1] != ':')
        {
            return Level.None;
        }

        line = rest;
        return level;
    }

    private static ReadOnlySpan<byte> WithoutSpaces(ReadOnlySpan<byte> line)
    {
        var spaces = 0;
        while (spaces < line.Length && line[spaces] == ' ')
        {
            spaces++;
        }

        return line[spaces..];
    }

    private static ReadOnlySpan<byte> NextToken(ref ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        var token = end < 0 ? line : line[..end];
        line = end < 0 ? [] : WithoutSpaces(line[end..]);
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
