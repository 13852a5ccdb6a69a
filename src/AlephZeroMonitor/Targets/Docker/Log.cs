namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Lost Docker's event stream: {Problem}. Retrying.")]
    public static partial void EventsLost(this ILogger log, string problem);

    [LoggerMessage(EventId = 202, Level = LogLevel.Debug, Message = "{Node}: lost its log stream: {Problem}")]
    public static partial void LogStreamLost(this ILogger log, string node, LogProblem? problem);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "{Node}: its log no longer contains the last line that was read (rotated?). Reading continues with the newest lines; the lines in between are lost.")]
    public static partial void LogPlaceLost(this ILogger log, string node);

    [LoggerMessage(EventId = 204, Level = LogLevel.Information, Message = "{Node}: read {Lines} lines of its log, since its last ones don't show the sync state and the session.")]
    public static partial void LogReadDeeper(this ILogger log, string node, long lines);

    [LoggerMessage(EventId = 206, Level = LogLevel.Warning,
        Message = "The clocks differ: {Difference}. Nodes may be restarted too early or too late: synchronize both clocks (NTP).")]
    public static partial void ClocksDiffer(this ILogger log, string difference);

    [LoggerMessage(EventId = 205, Level = LogLevel.Information, Message = "{Node}: the last lines of its log don't show the sync state and the session: reading {Part} of it in the background.")]
    public static partial void LogReadingDeeper(this ILogger log, string node, string part);

    [LoggerMessage(EventId = 207, Level = LogLevel.Information, Message = "Docker's event stream is connected again.")]
    public static partial void EventsBack(this ILogger log);

    [LoggerMessage(EventId = 208, Level = LogLevel.Warning,
        Message = "{Node}: gave up reading {Part} of its log: it took over two minutes, or its end can't be reached. Until the log shows the sync state again, IdleBehind can't apply.")]
    public static partial void LogNotReadDeeper(this ILogger log, string node, string part);

    [LoggerMessage(EventId = 209, Level = LogLevel.Information, Message = "{Node}: watched from now on.")]
    public static partial void Found(this ILogger log, string node);

    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "{Node}: not watched any more: its container was removed, renamed or has other labels.")]
    public static partial void Gone(this ILogger log, string node);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "Can't look for containers with the label {Label}: {Problem}. Those that are watched stay so.")]
    public static partial void NotFound(this ILogger log, WatchLabel label, string problem);
}
