namespace AlephZeroMonitor.Projections.Traces;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    private const string Causes = "it is down, slow, or has another protocol than OTEL_EXPORTER_OTLP_PROTOCOL. "
        + "The watch goes on; what the collector misses is not sent again.";

    [LoggerMessage(EventId = 601, Level = LogLevel.Information, Message = "Metrics and traces are sent to {Address} by {Protocol}.")]
    public static partial void Exporting(this ILogger log, string address, string protocol);

    [LoggerMessage(EventId = 602, Level = LogLevel.Warning,
        Message = "The collector at {Address} doesn't take {What}: " + Causes)]
    public static partial void CollectorFails(this ILogger log, string what, string address);

    [LoggerMessage(EventId = 603, Level = LogLevel.Information, Message = "The collector at {Address} takes {What} again.")]
    public static partial void CollectorTakes(this ILogger log, string what, string address);
}
