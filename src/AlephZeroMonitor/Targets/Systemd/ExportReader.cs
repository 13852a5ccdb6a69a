using System.Buffers.Binary;

namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>A record of the journal, as far as it is needed here. The same object is filled for each record.</summary>
internal sealed class JournalRecord
{
    /// <summary>Its place in the journal.</summary>
    public string Cursor { get; set; } = "";

    /// <summary>When the journal received it, in microseconds since 1970.</summary>
    public long At { get; set; }

    /// <summary>Its text: of a line of the node, that line.</summary>
    public byte[] Message { get; set; } = [];

    /// <summary>The kind of job that it reports; empty when it reports none.</summary>
    public string JobType { get; set; } = "";

    /// <summary>How that job ended; empty when it goes on.</summary>
    public string JobResult { get; set; } = "";
}

/// <summary>Reads the journal's export format, in pieces of any size. Memory is bounded whatever they are.</summary>
/// <remarks>Source: https://systemd.io/JOURNAL_EXPORT_FORMATS: NAME=text, or NAME, a length in 8 bytes, and that many bytes; an empty line ends a record.</remarks>
internal sealed class ExportReader(Action<JournalRecord> take)
{
    /// <summary>The journal itself cuts a line of a service at 48 KiB.</summary>
    private const int MaxField = 4 * 1024 * 1024;

    private readonly JournalRecord _record = new();
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;
    private bool _isEmpty = true;

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="InvalidDataException">They are not in this format.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        var from = 0;
        while (Next(_buffer.AsSpan(from, _length - from)) is > 0 and var used)
        {
            from += used;
        }

        _buffer.AsSpan(from, _length - from).CopyTo(_buffer);
        _length -= from;
        if (_length > MaxField)
        {
            throw new InvalidDataException($"a field of more than {MaxField} bytes");
        }
    }

    /// <summary>Takes one field, or the end of a record; returns how many bytes that took, 0 when it is not there yet.</summary>
    private int Next(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf((byte)'\n');
        if (line <= 0)
        {
            return line < 0 ? 0 : End();
        }

        var equals = bytes[..line].IndexOf((byte)'=');
        if (equals >= 0)
        {
            Set(bytes[..equals], bytes[(equals + 1)..line]);
            return line + 1;
        }

        const int Size = sizeof(ulong);
        if (bytes.Length < line + 1 + Size)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(line + 1)..]);
        if (length > MaxField)
        {
            throw new InvalidDataException($"a field of {length} bytes");
        }

        var end = line + 1 + Size + (int)length;
        if (bytes.Length <= end)
        {
            return 0;
        }

        Set(bytes[..line], bytes[(line + 1 + Size)..end]);
        return end + 1;
    }

    private int End()
    {
        if (!_isEmpty)
        {
            take(_record);
        }

        (_record.Message, _record.JobType, _record.JobResult, _isEmpty) = ([], "", "", true);
        return 1;
    }

    private void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _isEmpty = false;
        switch (Encoding.ASCII.GetString(name))
        {
            case "__CURSOR":
                _record.Cursor = Encoding.ASCII.GetString(value);
                break;
            case "__REALTIME_TIMESTAMP":
                _record.At = long.TryParse(value, out var at) ? at : throw new InvalidDataException("a time that is none");
                break;
            case "MESSAGE":
                _record.Message = value.ToArray();
                break;
            case "JOB_TYPE":
                _record.JobType = Encoding.ASCII.GetString(value);
                break;
            case "JOB_RESULT":
                _record.JobResult = Encoding.ASCII.GetString(value);
                break;
        }
    }
}
