using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Docker;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Lost the engine's event stream: {Problem}. Connecting again.")]
    public static partial void EventsLost(this ILogger log, string problem);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "Lost the node's log stream: {Problem}. Attaching again.")]
    public static partial void LogStreamLost(this ILogger log, string problem);
}
