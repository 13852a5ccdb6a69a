namespace AlephZeroMonitor.Core.Logs;

/// <summary>ANSI control sequences, as terminals get them: ESC, '[', parameters, and a letter.</summary>
internal static class Ansi
{
    private const byte Escape = 0x1B;

    /// <summary>There may be a sequence in the text.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text) => text.IndexOf(Escape) >= 0;

    /// <summary>Takes the sequences out.</summary>
    /// <param name="text">Any bytes; may be part of <paramref name="scratch"/>.</param>
    /// <param name="scratch">Room for the text's length.</param>
    public static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> text, Span<byte> scratch)
    {
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
                var skipped = SequenceLength(text);
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

    private static int SequenceLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[1] != '[')
        {
            return 0;
        }

        var end = text[2..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x3F);
        return end >= 0 && text[2 + end] is >= (byte)'@' and <= (byte)'~' ? 3 + end : 0;
    }
}
