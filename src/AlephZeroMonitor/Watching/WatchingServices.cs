using AlephZeroMonitor.Projections.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Watching;

/// <summary>Registers this folder.</summary>
internal static class WatchingServices
{
    /// <summary>The loops.</summary>
    public static IServiceCollection AddWatching(this IServiceCollection services) => services
        .AddSingleton<Liveness>()
        .AddSingleton<Boot>()
        .AddSingleton<Fleet>()
        .AddSingleton<Board>()
        .AddSingleton<Requests>()
        .AddSingleton<DecisionLog>()
        .AddSingleton<TroubleLog>()
        .AddSingleton<AlertLog>()
        .AddSingleton<EventLog>()
        .AddSingleton<Projections>()
        .AddHostedService<WatchService>();
}
