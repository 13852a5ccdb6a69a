namespace AlephZeroMonitor.Core.Logs;

/// <summary>Makes lines of the bytes of one stream, which come in reads of any size; memory is bounded.</summary>
public sealed class LineSplitter
{
    /// <summary>Bytes of a line that are looked at; the rest is skipped up to the line end.</summary>
    /// <remarks>Every form is known by its beginning; the room is for Docker's pieces of 16 KiB, which are joined here.</remarks>
    public const int MaxLineLength = 1024 * 1024;

    private byte[] _part = [];
    private int _length;
    private bool _inLine;

    /// <summary>Bytes that are there of the next line.</summary>
    public int PartLength => _length;

    /// <summary>Takes the next bytes and hands each line that they complete, without its LF, to <paramref name="reader"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes, ILineReader reader)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(bytes);
                return;
            }

            if (_inLine)
            {
                Keep(bytes[..end]);
                Complete(reader);
            }
            else
            {
                reader.ReadLine(bytes[..Math.Min(end, MaxLineLength)]);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Hands out what came after the last LF, if anything did: the last line may lack its LF.</summary>
    public void Complete(ILineReader reader)
    {
        if (_inLine)
        {
            reader.ReadLine(_part.AsSpan(0, _length));
            _length = 0;
            _inLine = false;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _inLine = true;
        var taken = bytes[..Math.Min(bytes.Length, MaxLineLength - _length)];
        if (_part.Length < _length + taken.Length)
        {
            Array.Resize(ref _part, Math.Min(MaxLineLength, Math.Max(1024, 2 * (_length + taken.Length))));
        }

        taken.CopyTo(_part.AsSpan(_length));
        _length += taken.Length;
    }
}

/// <summary>Takes whole lines, in the order in which they were completed.</summary>
public interface ILineReader
{
    /// <summary>Reads one line, without its LF; the bytes are gone when this returns.</summary>
    void ReadLine(ReadOnlySpan<byte> line);
}

/// <summary>The stream of a container that bytes of its log came from.</summary>
/// <remarks>Lines of the two streams can interleave in the middle of a long line, so each is put together on its own.</remarks>
public enum LogSource
{
    /// <summary>Standard output; with a TTY, everything.</summary>
    Output,

    /// <summary>Standard error, where Substrate logs.</summary>
    Error,
}
