namespace AlephZeroMonitor.Core.Logs;

/// <summary>A position in a text; each method moves on when the text there has the form that it names, and says whether it did.</summary>
internal ref struct Cursor(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>What follows.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Nothing follows.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Exactly these bytes.</summary>
    public bool Skip(ReadOnlySpan<byte> expected)
    {
        if (!_rest.StartsWith(expected))
        {
            return false;
        }

        _rest = _rest[expected.Length..];
        return true;
    }

    /// <summary>One space or more.</summary>
    public bool SkipSpaces()
    {
        var trimmed = _rest.TrimStart((byte)' ');
        var hasMoved = trimmed.Length < _rest.Length;
        _rest = trimmed;
        return hasMoved;
    }

    /// <summary>Up to and with <paramref name="end"/>.</summary>
    public bool SkipPast(ReadOnlySpan<byte> end)
    {
        var at = _rest.IndexOf(end);
        if (at < 0)
        {
            return false;
        }

        _rest = _rest[(at + end.Length)..];
        return true;
    }

    /// <summary>Decimal digits with a value of at most 4,294,967,295; leading zeros are allowed, signs and separators are not.</summary>
    public bool Number(out uint value)
    {
        ulong sum = 0;
        var length = 0;
        while (length < _rest.Length && char.IsAsciiDigit((char)_rest[length]))
        {
            sum = (sum * 10) + (ulong)(_rest[length++] - '0');
            if (sum > uint.MaxValue)
            {
                value = 0;
                return false;
            }
        }

        value = (uint)sum;
        _rest = _rest[length..];
        return length > 0;
    }

    /// <summary>A shortened hash in parentheses, "(0x…)"; <paramref name="hash"/> is what stands between them.</summary>
    public bool Hash(out ReadOnlySpan<byte> hash)
    {
        hash = default;
        var end = _rest.IndexOf((byte)')');
        if (end < 0 || !_rest.StartsWith("(0x"u8))
        {
            return false;
        }

        hash = _rest[1..end];
        _rest = _rest[(end + 1)..];
        return true;
    }
}
