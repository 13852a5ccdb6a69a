using Microsoft.Extensions.Logging.Console;

namespace AlephZeroMonitor.Host.Logging;

/// <summary>Registers this folder.</summary>
internal static class LoggingServices
{
    /// <summary>The log: to standard output, in the form of LOG_FORMAT.</summary>
    public static IServiceCollection AddLog(this IServiceCollection services, Settings settings) => services
        .AddSingleton<ConsoleFormatter, LineFormatter>()
        .AddLogging(logging =>
        {
            logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft", LogLevel.Warning);
            logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);

            // Whoever reads the output slowly, or not at all, must not stop the watch.
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        });
}
