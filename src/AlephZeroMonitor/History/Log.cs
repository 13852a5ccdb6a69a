namespace AlephZeroMonitor.History;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 401, Level = LogLevel.Error,
        Message = "The history in {Path} can't be used: {Problem}. The watch goes on with the history in memory, where it lasts until "
            + "the monitor ends; the file is tried again every ten minutes and before each restart. Check DATA_DIR.")]
    public static partial void HistoryInMemory(this ILogger log, string path, string problem);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "The history is kept in {Path} again.")]
    public static partial void HistoryInFile(this ILogger log, string path);

    [LoggerMessage(EventId = 403, Level = LogLevel.Error,
        Message = "The history in {Path} is damaged: {Problem}. The damaged file is kept as {Aside}, and a new history begins.")]
    public static partial void HistoryDamaged(this ILogger log, string path, string problem, string aside);

    [LoggerMessage(EventId = 404, Level = LogLevel.Error, Message = "The history could not be written, not even in memory: {Problem}.")]
    public static partial void HistoryLost(this ILogger log, string problem);

    [LoggerMessage(EventId = 405, Level = LogLevel.Information,
        Message = "The history is in {Path}: {Decisions} decisions, {Restarts} restarts.")]
    public static partial void HistoryOpened(this ILogger log, string path, long decisions, long restarts);

    [LoggerMessage(EventId = 406, Level = LogLevel.Warning,
        Message = "The history's file {Path} was removed or replaced while the monitor used it. "
            + "The latest rows are written to the file that is there now.")]
    public static partial void HistoryRemoved(this ILogger log, string path);

    [LoggerMessage(EventId = 407, Level = LogLevel.Warning,
        Message = "{Rows} rows of the history in {Path} cannot be read ({Problem}). "
            + "They and others like them are skipped.")]
    public static partial void HistoryHasOddRows(this ILogger log, int rows, string path, string problem);
}
