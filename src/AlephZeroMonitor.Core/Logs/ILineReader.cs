namespace AlephZeroMonitor.Core.Logs;

/// <summary>Takes whole lines, in the order in which they were completed.</summary>
internal interface ILineReader
{
    /// <summary>Reads one line, without its LF; the bytes are gone when this returns.</summary>
    void ReadLine(ReadOnlySpan<byte> line);
}
