using System.Buffers;

namespace AlephZeroMonitor.Commands;

/// <summary>A node's log as people paste it: finds out which program printed it, and reads what the node wrote.</summary>
/// <remarks>
/// The first line that is a node's decides. Lines of other programs and names are skipped; when one of them is a node's, too, the log mixes
/// nodes, and its facts would be nobody's.
/// </remarks>
internal sealed class PastedLog : ILineReader
{
    /// <summary>The first bytes given must be at least so many, when there are so many: a mark of the encoding may be there.</summary>
    public const int MarkLength = 2;

    /// <summary>Lines that may come before the first that is a node's.</summary>
    private const int MaxFirstLines = 10_000;

    private const int MaxFirstBytes = 4 * 1024 * 1024;

    private readonly NodeLog _log = new();
    private readonly LineSplitter _lines = new();
    private readonly List<byte[]> _first = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _error = new();
    private Decoder? _utf16;
    private (LogSourceKind Kind, string Name)? _source;
    private int _firstBytes;
    private bool _hasBegun;
    private bool _hasNodeLine;
    private string? _other;

    /// <summary>The facts of the node.</summary>
    public NodeFacts Facts => _log.Facts;

    /// <summary>Why there are no facts to trust; null when there are.</summary>
    public string? Problem => (_hasNodeLine, _other) switch
    {
        (false, _) => "no line of this log is one that a node prints; "
            + "what is read: docker logs --timestamps, docker compose logs, journalctl, CRI",
        (_, { } other) => $"this log has lines of {Shown(_source!.Value.Kind, _source.Value.Name)} and of {other}: "
            + "save the log of one node alone",
        _ => null,
    };

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!_hasBegun && !bytes.IsEmpty)
        {
            _hasBegun = true;
            _utf16 = bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode.GetDecoder()
                : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode.GetDecoder() : null;
        }

        _lines.Append(_utf16 is null ? bytes : Utf8(bytes, flush: false), this);
    }

    /// <summary>Takes the end of the log.</summary>
    public void Complete()
    {
        if (_utf16 is not null)
        {
            _lines.Append(Utf8([], flush: true), this);
        }

        _lines.Complete(this);
        Decide(LogSourceKind.Docker, "");
        Flush(_output);
        Flush(_error);
    }

    void ILineReader.ReadLine(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;
        if (_source is not null)
        {
            Take(line);
            return;
        }

        var pasted = PastedLine.Of(line);
        var isNodeLine = NodeLog.IsNodeLine(pasted.Text);
        _first.Add(line.ToArray());
        _firstBytes += line.Length;
        if (isNodeLine || _first.Count == MaxFirstLines || _firstBytes > MaxFirstBytes)
        {
            Decide(isNodeLine ? pasted.Kind : LogSourceKind.Docker, isNodeLine ? pasted.Name : "");
        }
    }

    private void Decide(LogSourceKind kind, string name)
    {
        if (_source is null)
        {
            _source = (kind, name);
            _first.ForEach(line => Take(line));
            _first.Clear();
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (_source is not { Kind: not LogSourceKind.Docker } source)
        {
            Read(line);
            return;
        }

        var pasted = PastedLine.Of(line);
        if ((pasted.Kind, pasted.Name) != source)
        {
            _other ??= NodeLog.IsNodeLine(pasted.Text) ? Shown(pasted.Kind, pasted.Name) : null;
            return;
        }

        if (source.Kind == LogSourceKind.Compose || pasted.Time.Length == 0)
        {
            Read(pasted.Text);
            return;
        }

        var joined = pasted.IsError ? _error : _output;
        if (joined.WrittenCount == 0)
        {
            WriteTime(joined, pasted.Time);
        }

        joined.Write(pasted.Text[..Math.Clamp(LineSplitter.MaxLineLength - joined.WrittenCount, 0, pasted.Text.Length)]);
        if (!pasted.IsPiece)
        {
            Flush(joined);
        }
    }

    private void Flush(ArrayBufferWriter<byte> joined)
    {
        if (joined.WrittenCount > 0)
        {
            Read(joined.WrittenSpan);
            joined.ResetWrittenCount();
        }
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        _hasNodeLine = _hasNodeLine || NodeLog.IsNodeLine(line);
        _log.ReadLine(line, LineStamp.Of(line));
    }

    /// <summary>Writes a time as Docker does, with a colon in the zone.</summary>
    private static void WriteTime(ArrayBufferWriter<byte> joined, string time) =>
        joined.Write(Encoding.Latin1.GetBytes((time[^5] is '+' or '-' ? time.Insert(time.Length - 2, ":") : time) + " "));

    private ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> bytes, bool flush)
    {
        var letters = new char[_utf16!.GetCharCount(bytes, flush)];
        _utf16.GetChars(bytes, letters, flush);
        return Encoding.UTF8.GetBytes(letters);
    }

    private static string Shown(LogSourceKind kind, string name) => name.Length == 0
        ? kind == LogSourceKind.Docker ? "a node without a name before them" : $"{kind}"
        : string.Concat(name.Where(letter => !char.IsControl(letter)));
}
