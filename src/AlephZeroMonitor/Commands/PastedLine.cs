namespace AlephZeroMonitor.Commands;

/// <summary>Which program put something before each line of a node's log.</summary>
internal enum LogSourceKind
{
    /// <summary>Nothing but Docker's time.</summary>
    Docker,

    /// <summary>docker compose: <c>node-1  | </c>.</summary>
    Compose,

    /// <summary>journalctl: <c>Nov 12 10:00:00 host aleph-node[1]: </c>.</summary>
    Journal,

    /// <summary>journalctl -o short-iso: <c>2024-11-12T10:00:00+0100 host aleph-node[1]: </c>.</summary>
    JournalIso,

    /// <summary>CRI: <c>2024-11-12T10:00:00.123456789Z stderr F </c>.</summary>
    Cri,
}

/// <summary>A line taken apart: which program printed it, for whom, when, and what is left.</summary>
internal readonly ref struct PastedLine
{
    private const int TimeLength = 8; // hh:mm:ss
    private const byte Escape = 0x1B;

    private PastedLine(LogSourceKind kind, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        Kind = kind;
        Name = name;
        Text = text;
    }

    public LogSourceKind Kind { get; }

    /// <summary>The container, or host and program; of CRI nothing, whose files have one container each.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The program's time (RFC 3339, though the zone may lack its colon); empty when it has none that is certain.</summary>
    public ReadOnlySpan<byte> Time { get; private init; }

    /// <summary>The node's line, or a piece of it.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>CRI: the line goes on in the next record of the same stream.</summary>
    public bool IsPiece { get; private init; }

    /// <summary>CRI: it was written to standard error.</summary>
    public bool IsError { get; private init; }

    /// <summary>Takes a line apart.</summary>
    public static PastedLine Of(ReadOnlySpan<byte> line)
    {
        if (TryIso(line, out var time, out var rest))
        {
            return TryCri(time, rest, out var timed) || TryJournal(LogSourceKind.JournalIso, time, rest, out timed)
                ? timed
                : new(LogSourceKind.Docker, [], line);
        }

        return TryCompose(line, out var found) || (TryShortTime(line, out rest) && TryJournal(LogSourceKind.Journal, [], rest, out found))
            ? found
            : new(LogSourceKind.Docker, [], line);
    }

    private static bool TryIso(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> time, out ReadOnlySpan<byte> rest)
    {
        time = line.Length > 19 && line[10] == 'T' && char.IsAsciiDigit((char)line[0]) ? Token(line) : [];
        rest = time.IsEmpty ? [] : line[time.Length..].TrimStart((byte)' ');
        return !time.IsEmpty;
    }

    private static bool TryCri(ReadOnlySpan<byte> time, ReadOnlySpan<byte> rest, out PastedLine line)
    {
        line = default;
        var isError = rest.StartsWith("stderr "u8);
        if ((!isError && !rest.StartsWith("stdout "u8))
            || rest.Length < 8 || rest[7] is not ((byte)'F' or (byte)'P') || (rest.Length > 8 && rest[8] != ' '))
        {
            return false;
        }

        line = new(LogSourceKind.Cri, [], rest[Math.Min(9, rest.Length)..]) { Time = time, IsPiece = rest[7] == 'P', IsError = isError };
        return true;
    }

    /// <summary>"host program[pid]: text"; the pid is another in each life.</summary>
    private static bool TryJournal(LogSourceKind kind, ReadOnlySpan<byte> time, ReadOnlySpan<byte> rest, out PastedLine line)
    {
        line = default;
        var host = Token(rest).Length;
        var program = host == 0 || host == rest.Length ? [] : Token(rest[(host + 1)..]);
        if (program.Length < 2 || program[^1] != ':')
        {
            return false;
        }

        var end = host + 1 + program.Length;
        var pid = program.LastIndexOf((byte)'[');
        var nameLength = pid > 0 && program[^2] == ']' ? pid : program.Length - 1;
        line = new(kind, rest[..(host + 1 + nameLength)], rest[Math.Min(end + 1, rest.Length)..]) { Time = time };
        return true;
    }

    private static bool TryCompose(ReadOnlySpan<byte> line, out PastedLine found)
    {
        found = default;
        line = WithoutColors(line);
        var name = Token(line);
        var rest = line[name.Length..].TrimStart((byte)' ');
        if (name.IsEmpty || rest.Length == line.Length - name.Length || name.IndexOfAny((byte)'|', Escape) >= 0 || !rest.StartsWith("|"u8))
        {
            return false;
        }

        rest = WithoutColors(rest[1..]);
        rest = WithoutColors(rest.StartsWith(" "u8) ? rest[1..] : rest);
        found = new(LogSourceKind.Compose, name, rest);
        return true;
    }

    /// <summary>"Nov 12 10:00:00", perhaps with a fraction; the month's name may be of any language.</summary>
    private static bool TryShortTime(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        rest = [];
        var month = Token(line);
        if (month.Length is < 3 or > 12 || month.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 || month.Length == line.Length)
        {
            return false;
        }

        var afterMonth = line[month.Length..].TrimStart((byte)' ');
        var day = Token(afterMonth);
        var afterDay = afterMonth[day.Length..].TrimStart((byte)' ');
        var time = Token(afterDay);
        rest = afterDay[time.Length..].TrimStart((byte)' ');
        return day.Length is 1 or 2 && day.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && time.Length >= TimeLength && time[2] == ':' && time[5] == ':' && time.IndexOfAnyExceptInRange((byte)'.', (byte)':') < 0;
    }

    private static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> text) => text.IndexOf((byte)' ') is >= 0 and var end ? text[..end] : text;

    private static ReadOnlySpan<byte> WithoutColors(ReadOnlySpan<byte> text)
    {
        while (text.StartsWith("\e["u8) && text.IndexOf((byte)'m') is > 0 and var end)
        {
            text = text[(end + 1)..];
        }

        return text;
    }
}
