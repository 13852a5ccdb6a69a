using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.History;

/// <summary>Registers this folder.</summary>
internal static class HistoryServices
{
    /// <summary>The history.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddSingleton<HistoryStore>().AddSingleton<RestartHelp>();
}
