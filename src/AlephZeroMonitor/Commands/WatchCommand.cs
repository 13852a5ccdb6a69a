using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Logging;
using AlephZeroMonitor.Host.Privileges;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor watch</c>, also without a verb: watches the nodes until a signal ends it.</summary>
internal static class WatchCommand
{
    /// <summary>SIGTERM ends the program within two seconds, even in the middle of a request.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1.5);

    public static Verb Create() =>
        new("watch", "Watch the nodes until a signal comes. This is what the program does without a verb.", (_, ct) => RunAsync(ct));

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        var (settings, notices) = await SettingsSource.ReadAsync(ct);
        var dropped = RootRights.Drop(settings);
        if (dropped.Error is not null)
        {
            throw VerbFailure.Mistake(dropped.Error);
        }

        using var dataLock = DataLock.Take(settings.DataDirectory, out var holder);
        if (holder is not null)
        {
            throw VerbFailure.Mistake(
                $"a monitor that uses DATA_DIR={settings.DataDirectory} is running already ({holder}). "
                + $"To ask the running one, name a verb: status, nodes, top, check or doctor, as in `{Product.Name} status`. "
                + "A second monitor needs a DATA_DIR of its own");
        }

        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout)
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new StartupNotices([.. dropped.Notices, .. notices.Select(text => (true, text))]))
            .AddLog(settings)
            .AddTargets()
            .AddNetwork()
            .AddStorage()
            .AddProjections(settings)
            .AddSingleton<IDoctor, Doctor>()
            .AddWatch(settings)
            .AddHostedService<ServiceManager>();
        using var host = builder.Build();
        var watch = host.Services.GetRequiredService<WatchService>();
        try
        {
            await host.RunAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // A signal came while the host was starting.
        }

        return watch.ExitCode;
    }
}
