using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.History;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 401, Level = LogLevel.Error,
        Message = "The history in {Path} can't be used: {Problem}. The watch goes on and keeps its history in memory, until the monitor ends; the file is tried again later. Check DATA_DIR.")]
    public static partial void HistoryInMemory(this ILogger log, string path, string problem);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "The history is kept in {Path} again.")]
    public static partial void HistoryInFile(this ILogger log, string path);

    [LoggerMessage(EventId = 403, Level = LogLevel.Error, Message = "The history in {Path} is damaged: {Problem}. It is kept as {Aside}, and a new one is begun.")]
    public static partial void HistoryDamaged(this ILogger log, string path, string problem, string aside);

    [LoggerMessage(EventId = 404, Level = LogLevel.Error, Message = "Could not write the history, not even in memory: {Problem}")]
    public static partial void HistoryLost(this ILogger log, string problem);

    [LoggerMessage(EventId = 405, Level = LogLevel.Information, Message = "The history is in {Path}: {Decisions} decisions, {Restarts} restarts.")]
    public static partial void HistoryOpened(this ILogger log, string path, long decisions, long restarts);

    [LoggerMessage(EventId = 406, Level = LogLevel.Warning,
        Message = "The history's file {Path} was removed or replaced while the monitor used it. What was kept lately is written to the file that is there from now on.")]
    public static partial void HistoryRemoved(this ILogger log, string path);
}
