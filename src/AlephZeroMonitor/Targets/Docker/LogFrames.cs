using System.Buffers.Binary;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Takes apart a stream of Docker's: frames that name their source, or for a container with a terminal the bytes themselves.</summary>
/// <remarks>
/// Source: moby's pkg/stdcopy. An error in the middle of a log comes as a frame of type 3, or as text among a terminal's bytes; the answer's status
/// is 200 all the same.
/// </remarks>
internal sealed class LogFrames(bool isTerminal, LogFrames.Take take)
{
    private const int HeaderLength = 8;
    private const int ErrorStream = 2;
    private const int SystemError = 3;
    private const int MaxErrorLength = 1000;
    private const int BufferSize = 8 * 1024;

    private readonly byte[] _header = new byte[HeaderLength];
    private readonly StringBuilder _error = new();
    private int _headerLength;
    private uint _left;
    private bool _isAtLineStart = true;

    /// <summary>Takes some bytes.</summary>
    /// <returns>Whether to go on reading.</returns>
    public delegate bool Take(ReadOnlySpan<byte> bytes, LogSource source);

    /// <summary>What Docker said instead of the rest of the log; null: nothing.</summary>
    public string? Error => _error.Length == 0 ? null : EngineFailure.Sentence(_error.ToString());

    private static ReadOnlySpan<byte> ErrorText => "Error grabbing logs: "u8;

    /// <summary>Reads an answer to its end, or until nobody takes its bytes any more.</summary>
    /// <exception cref="EngineException">The connection broke.</exception>
    public async Task ReadAsync(string asked, HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            for (var read = await stream.ReadAsync(buffer, ct); read > 0; read = await stream.ReadAsync(buffer, ct))
            {
                if (!Append(buffer.AsSpan(0, read)))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (EngineFailure.From(asked, e) is { } failure)
        {
            ct.ThrowIfCancellationRequested();
            throw new EngineException(failure, e);
        }
    }

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <returns>Whether to go on reading.</returns>
    public bool Append(ReadOnlySpan<byte> bytes) => isTerminal ? AppendPlain(bytes) : AppendFrames(bytes);

    private bool AppendFrames(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_left == 0)
            {
                var missing = Math.Min(HeaderLength - _headerLength, bytes.Length);
                bytes[..missing].CopyTo(_header.AsSpan(_headerLength));
                _headerLength += missing;
                bytes = bytes[missing..];
                if (_headerLength < HeaderLength)
                {
                    return true;
                }

                (_headerLength, _left) = (0, BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4)));
                if (_header[0] > SystemError)
                {
                    _error.Append($"a frame of the unknown type {_header[0]}");
                    return false;
                }

                continue;
            }

            var part = bytes[..(int)Math.Min(_left, bytes.Length)];
            bytes = bytes[part.Length..];
            _left -= (uint)part.Length;
            if (!TakePart(part))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakePart(ReadOnlySpan<byte> part)
    {
        if (_header[0] != SystemError)
        {
            return take(part, _header[0] == ErrorStream ? LogSource.Error : LogSource.Output);
        }

        _error.Append(Encoding.UTF8.GetString(part[..Math.Min(part.Length, MaxErrorLength - Math.Min(_error.Length, MaxErrorLength))]));
        return true;
    }

    /// <summary>Each line of the log begins with its time; a line that begins with Docker's own words ends it.</summary>
    private bool AppendPlain(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(ErrorText);
        if (at > 0 ? bytes[at - 1] == (byte)'\n' : at == 0 && _isAtLineStart)
        {
            var error = bytes[at..];
            _error.Append(Encoding.UTF8.GetString(error[..Math.Min(error.Length, MaxErrorLength)]));
            return at > 0 && take(bytes[..at], LogSource.Output) && false;
        }

        _isAtLineStart = bytes[^1] == (byte)'\n';
        return take(bytes, LogSource.Output);
    }
}
