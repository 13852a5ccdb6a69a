namespace AlephZeroMonitor.Docker;

/// <summary>Tells when a log stream has reached the line that was the last one when it was opened.</summary>
/// <param name="lastLine">The beginning of that line, with its timestamp; empty when there was none.</param>
internal sealed class LastLineMarker(ReadOnlySpan<byte> lastLine)
{
    /// <summary>Bytes of "2006-01-02T15:04:05.000000000Z".</summary>
    public const int StampLength = 30;

    private readonly byte[] _stamp = lastLine.ToArray();
    private readonly byte[] _window = new byte[2 * StampLength];
    private int _windowLength;

    /// <summary>The line was seen, or there was none.</summary>
    public bool IsReached { get; private set; } = lastLine.Length < StampLength;

    /// <summary>Takes the next bytes of the stream; the timestamp may be cut by the reads.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, StampLength)];
        head.CopyTo(_window.AsSpan(_windowLength));
        IsReached = IsReached || _window.AsSpan(0, _windowLength + head.Length).IndexOf(_stamp) >= 0 || bytes.IndexOf(_stamp) >= 0;
        if (bytes.Length >= StampLength)
        {
            bytes[^StampLength..].CopyTo(_window);
            _windowLength = StampLength;
        }
        else
        {
            var kept = _window.AsSpan(0, _windowLength + head.Length);
            kept = kept[Math.Max(0, kept.Length - StampLength)..];
            _windowLength = kept.Length;
            kept.CopyTo(_window);
        }
    }
}
