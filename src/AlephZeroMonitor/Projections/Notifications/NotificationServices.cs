using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Registers this folder.</summary>
internal static class NotificationServices
{
    /// <summary>Messages to people, and the dead man's switch.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, Settings settings) => services
        .AddSingleton<IHostedService>(provider => new Dispatcher(
            settings, provider.GetRequiredService<Nodes>(), provider.GetRequiredService<IOutbox>(),
            Schemes.MakeAll(settings.NotifyUrls, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Dispatcher>>()))
        .AddHostedService<DeadMansSwitch>();
}
