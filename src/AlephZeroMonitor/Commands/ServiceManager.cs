using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// Reports to systemd, as sd_notify(3) does: that the monitor is ready, and that its loops are alive. systemd restarts a monitor that does
/// not report for WatchdogSec. Without NOTIFY_SOCKET it does nothing.
/// </summary>
internal sealed class ServiceManager(Nodes nodes, TimeProvider time, ILogger<ServiceManager> log) : BackgroundService
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    private readonly string _socket = ProcessEnvironment.Read().GetValueOrDefault("NOTIFY_SOCKET", "");

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Report("STOPPING=1");
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Lasting.RunAsync("reports to systemd", ReportAsync, time, log, stoppingToken);

    private async Task ReportAsync(CancellationToken ct)
    {
        if (!Report("READY=1"))
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval(ProcessEnvironment.Read().GetValueOrDefault("WATCHDOG_USEC")), time);
        do
        {
            var hanging = nodes.All.Where(node => !node.IsAlive).ToArray();
            Report(hanging.Length == 0 ? $"WATCHDOG=1\nSTATUS=Nodes watched: {nodes.All.Length}" : $"STATUS=No check for too long: {string.Join(", ", hanging.Select(node => node.Name))}");
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>A third of WatchdogSec, which systemd gives in microseconds: two reports may be late.</summary>
    internal static TimeSpan Interval(string? watchdogMicroseconds) =>
        long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? TimeSpan.FromMicroseconds(limit / 3.0) : DefaultInterval;

    /// <summary>False where no service manager listens.</summary>
    private bool Report(string state)
    {
        if (_socket.Length == 0)
        {
            return false;
        }

        try
        {
            // '@' stands for the zero byte that begins the name of an abstract socket.
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            return socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(_socket[0] == '@' ? $"\0{_socket[1..]}" : _socket)) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
