namespace AlephZeroMonitor.Core.Logs;

/// <summary>The stream of a container that bytes of its log came from.</summary>
/// <remarks>Lines of the two streams can interleave in the middle of a long line, so each is put together on its own.</remarks>
public enum LogSource
{
    /// <summary>Standard output; with a TTY, everything.</summary>
    Output,

    /// <summary>Standard error, where Substrate logs.</summary>
    Error,
}
