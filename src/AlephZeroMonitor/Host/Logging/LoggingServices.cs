using Microsoft.Extensions.Logging.Console;

namespace AlephZeroMonitor.Host.Logging;

/// <summary>Registers this folder.</summary>
internal static class LoggingServices
{
    /// <summary>The log: to standard output, as text or as JSON.</summary>
    public static IServiceCollection AddLog(this IServiceCollection services, Settings settings) => services
        .AddSingleton<ConsoleFormatter, TextFormatter>()
        .AddLogging(logging =>
        {
            logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft", LogLevel.Warning);
            // Whoever reads the output slowly, or not at all, must not stop the watch.
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
            if (settings.LogAsJson)
            {
                logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            }
            else
            {
                logging.AddConsole(console => console.FormatterName = TextFormatter.FormatterName);
            }
        });
}
