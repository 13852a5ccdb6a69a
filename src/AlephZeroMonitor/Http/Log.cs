namespace AlephZeroMonitor.Http;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 301, Level = LogLevel.Error,
        Message = "Can't listen on {Address}:{Port}: {Problem}. The watch goes on without HTTP; set HTTP_PORT to a free port, or to 0 for none.")]
    public static partial void CannotListen(this ILogger log, string address, int port, string problem);
}
