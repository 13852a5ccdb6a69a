using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Logging;
using AlephZeroMonitor.Host.Privileges;
using AlephZeroMonitor.Http;
using AlephZeroMonitor.Projections.Metrics;
using AlephZeroMonitor.Projections.Traces;
using AlephZeroMonitor.Targets.Docker;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Commands;

/// <summary>Without a verb: watches the nodes until a signal ends it.</summary>
internal static class WatchCommand
{
    /// <summary>With this, SIGTERM ends the program within two seconds even in the middle of a request.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs the watch.</summary>
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        if (SettingsSource.Read() is not var (settings, lookalikes))
        {
            return ExitCodes.Usage;
        }

        var dropped = RootRights.Drop(settings);
        if (dropped.Error is not null)
        {
            await Console.Error.WriteLineAsync(dropped.Error);
            return ExitCodes.Usage;
        }

        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services
            .Configure<HostOptions>(host =>
            {
                host.ShutdownTimeout = ShutdownTimeout;

                // A bug in what only quickens the watch, such as the event stream, must not end it; the host logs it as an error.
                host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
            })
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new StartupNotices([.. dropped.Notices, .. lookalikes.Select(text => (true, text))]))
            .AddLog(settings)
            .AddDocker()
            .AddEndpoints()
            .AddSelfReports()
            .AddProgramMetrics()
            .AddOtlp(settings)
            .AddHistory()
            .AddHttp()
            .AddWatching();
        using var host = builder.Build();
        try
        {
            await host.RunAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // A signal came while the host was starting: an end like any other.
        }

        return ExitCodes.Success;
    }
}
