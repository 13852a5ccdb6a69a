using AlephZeroMonitor.Host.Checkups;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Registers this folder.</summary>
internal static class NotificationServices
{
    /// <summary>Messages to people, and the dead man's switch.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, Settings settings)
    {
        foreach (var receiver in Schemes.MakeAll(settings.NotifyUrls, TimeProvider.System))
        {
            services.AddSingleton(new ReceiverName(receiver.Key, receiver.Name));
        }

        return services.AddSingleton<IHostedService>(provider => Dispatcher(settings, provider)).AddHostedService<DeadMansSwitch>();
    }

    /// <summary>The receivers for verbs.</summary>
    public static IServiceCollection AddReceivers(this IServiceCollection services, Settings settings) => services
        .AddSingleton(provider => new TestMessages(
            settings, Receivers(settings, provider), provider.GetRequiredService<Func<string, IArchivedHistory>>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IMessages>(provider => provider.GetRequiredService<TestMessages>())
        .AddSingleton<ICheckup>(provider => provider.GetRequiredService<TestMessages>());

    private static Dispatcher Dispatcher(Settings settings, IServiceProvider provider)
    {
        var (receivers, time) = (Receivers(settings, provider), provider.GetRequiredService<TimeProvider>());
        return new Dispatcher(
            new Situations(settings, provider.GetRequiredService<Nodes>(), provider.GetRequiredService<HostName>()), provider.GetRequiredService<IOutbox>(), receivers,
            new MessageMetrics(Telemetry.Meter, receivers, provider.GetRequiredService<IHistoryQueries>(), time), time, provider.GetRequiredService<ILogger<Dispatcher>>());
    }

    private static ImmutableArray<KnownReceiver> Receivers(Settings settings, IServiceProvider provider) =>
        Schemes.MakeAll(settings.NotifyUrls, provider.GetRequiredService<TimeProvider>());
}
