using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Http;
using AlephZeroMonitor.Projections.Metrics;
using AlephZeroMonitor.Projections.Notices;
using AlephZeroMonitor.Projections.Notifications;
using AlephZeroMonitor.Projections.Traces;
using AlephZeroMonitor.Targets.Docker;
using AlephZeroMonitor.Targets.Probe;
using AlephZeroMonitor.Targets.Systemd;

namespace AlephZeroMonitor.Commands;

/// <summary>The edges of the program. Nothing else names them: without a folder, its line here alone fails to compile.</summary>
internal static class Edges
{
    /// <summary>Settings beside those of the host.</summary>
    public static SettingGroup[] Settings => [NotificationRows.Group];

    /// <summary>What runs the nodes: containers, systemd units, and the pod.</summary>
    public static IServiceCollection AddTargets(this IServiceCollection services) => services
        .AddSingleton<MachineLock>()
        .AddSingleton<RestartDemand>()
        .AddSingleton(new HostName(Environment.MachineName))
        .AddDocker()
        .AddSystemd()
        .AddProbe();

    /// <summary>What the network and the nodes report.</summary>
    public static IServiceCollection AddNetwork(this IServiceCollection services) => services
        .AddEndpoints();

    /// <summary>What is kept over the monitor's own restarts.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddHistory();

    /// <summary>What was kept, for verbs that read it beside the monitor.</summary>
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddHistoryArchive();

    /// <summary>Who is told, for verbs.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services, Settings settings) => services
        .AddReceivers(settings);

    /// <summary>Who shows what happens.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services, Settings settings) => services
        .AddNotices()
        .AddProgramMetrics()
        .AddNotifications(settings)
        .AddTraces(settings)
        .AddHttp();
}
