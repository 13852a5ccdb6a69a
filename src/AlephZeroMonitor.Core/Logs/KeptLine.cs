using System.Text;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>A copy of the beginning of a line, in memory that is allocated once.</summary>
internal struct KeptLine
{
    private const int MaxLength = 300;

    private byte[]? _bytes;
    private int _length;

    /// <summary>The line's time.</summary>
    public LogTime? At { get; private set; }

    /// <summary>A line was kept.</summary>
    public readonly bool IsKept => _length > 0;

    /// <summary>Keeps this line instead of the one before.</summary>
    public void Keep(LogTime? at, ReadOnlySpan<byte> line)
    {
        _bytes ??= new byte[MaxLength];
        line = line[..Math.Min(line.Length, MaxLength)];
        line.CopyTo(_bytes);
        (At, _length) = (at, line.Length);
    }

    /// <summary>Forgets the line.</summary>
    public void Clear() => (At, _length) = (null, 0);

    /// <summary>The line's text without control characters.</summary>
    public override readonly string ToString() => string.Concat(Encoding.UTF8.GetString(_bytes.AsSpan(0, _length)).Where(c => !char.IsControl(c))).Trim();
}
