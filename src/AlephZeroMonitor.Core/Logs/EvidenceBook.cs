using System.Collections.Immutable;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Keeps the latest line of each form that carries a fact, in fixed memory.</summary>
internal sealed class EvidenceBook
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
