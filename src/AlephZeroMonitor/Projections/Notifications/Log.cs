namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 701, Message = "Receiver {Receiver}: {What}")]
    public static partial void ReceiverChanged(this ILogger log, LogLevel level, string receiver, string what);

    [LoggerMessage(EventId = 702, Level = LogLevel.Warning, Message = "Receiver {Receiver}: a message is given up after a day: \"{Title}\": {Problem}")]
    public static partial void MessageGivenUp(this ILogger log, string receiver, string title, string problem);

    [LoggerMessage(EventId = 703, Level = LogLevel.Warning, Message = "HEARTBEAT_URL: {What}")]
    public static partial void HeartbeatFailed(this ILogger log, string what);

    [LoggerMessage(EventId = 704, Level = LogLevel.Information, Message = "HEARTBEAT_URL: it answers again")]
    public static partial void HeartbeatWorks(this ILogger log);
}
