namespace AlephZeroMonitor.Core.Logs;

/// <summary>Docker splits lines over 16 KiB into pieces; with timestamps on, each piece begins with the same timestamp.</summary>
internal static class EnginePieces
{
    private const int PieceLength = 16 * 1024;
    private const int StampLength = 30; // 2006-01-02T15:04:05.000000000Z

    /// <summary>The line may be made of pieces.</summary>
    public static bool IsSplit(ReadOnlySpan<byte> line) => line.Length > PieceLength;

    /// <summary>Finds a line that hangs on to a line over 16 KiB; −1 when there is none.</summary>
    /// <remarks>The engine's "local" driver writes no line end behind the last piece of such a line, so that the next line's stamp follows at once.</remarks>
    public static int FindNext(ReadOnlySpan<byte> line)
    {
        if (!LogTime.TryRead(line, out var own, out var length) || length != StampLength)
        {
            return -1;
        }

        for (var from = PieceLength; from < line.Length;)
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

    /// <summary>Takes out the stamps with which the engine begins each further piece of a line.</summary>
    /// <param name="text">The line behind its own stamp.</param>
    /// <param name="stamp">That stamp, with the space behind it.</param>
    /// <param name="scratch">Room for the text's length.</param>
    public static ReadOnlySpan<byte> WithoutRepeats(ReadOnlySpan<byte> text, ReadOnlySpan<byte> stamp, Span<byte> scratch)
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
}
