using System.Text;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>The latest line of a form, as evidence for the facts.</summary>
/// <param name="Kind">The form.</param>
/// <param name="At">The line's time; null when it has none.</param>
/// <param name="Line">Its message, at most 300 bytes, printable.</param>
public readonly record struct Evidence(LogEventKind Kind, LogTime? At, string Line);

/// <summary>Keeps the latest line of each form that carries a fact, in memory of a fixed size.</summary>
internal sealed class LatestLines
{
    private readonly KeptLine[] _lines = new KeptLine[Enum.GetValues<LogEventKind>().Length];

    /// <summary>Keeps a line.</summary>
    public void Add(LogEventKind kind, LogTime? at, ReadOnlySpan<byte> line) => _lines[(int)kind].Keep(at, line);

    /// <summary>A new life has no evidence.</summary>
    public void Clear()
    {
        foreach (ref var line in _lines.AsSpan())
        {
            line.Clear();
        }
    }

    /// <summary>All forms that were seen, in the order of <see cref="LogEventKind"/>.</summary>
    public ImmutableArray<Evidence> ToImmutable()
    {
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        for (var kind = 0; kind < _lines.Length; kind++)
        {
            if (_lines[kind].IsKept)
            {
                evidence.Add(new Evidence((LogEventKind)kind, _lines[kind].At, _lines[kind].ToString()));
            }
        }

        return evidence.DrainToImmutable();
    }
}

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
