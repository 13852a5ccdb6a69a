using AlephZeroMonitor.Host.Calls;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Reports to HEARTBEAT_URL once a minute that the watch is alive: a service there calls people when it hears nothing any more.</summary>
internal sealed class DeadMansSwitch(Settings settings, Nodes nodes, TimeProvider time, ILogger<DeadMansSwitch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Where to report; null when a loop hangs, or before the first check of any node, so that nothing is reported.</summary>
    internal static Uri? Target(Uri url, Nodes nodes)
    {
        var all = nodes.All;
        var isBlind = all.Length > 0 && all.All(node => node.Report?.Decision.Alerts.Any(alert => alert.Kind == AlertKind.Blind) == true);
        return all.All(node => node.Report is null) || all.Any(node => !node.IsAlive) ? null
            : isBlind ? new UriBuilder(url) { Path = url.AbsolutePath.TrimEnd('/') + "/fail" }.Uri : url;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Lasting.RunAsync("HEARTBEAT_URL", ReportAsync, time, log, stoppingToken);

    private async Task ReportAsync(CancellationToken ct)
    {
        if (settings.HeartbeatUrl is not { } url)
        {
            return;
        }

        var caller = new HttpCaller(url, HttpCaller.NewClient(), time);
        var isWell = true;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (Target(url, nodes) is { } target && await ReportAsync(caller, target, ct) is var problem && problem is null != isWell)
            {
                isWell = problem is null;
                Write(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private static async Task<EndpointProblem?> ReportAsync(HttpCaller caller, Uri target, CancellationToken ct)
    {
        var attempt = await caller.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, target), AnswerTimeout, ct);
        return attempt.Problem is { } problem ? Said.WithoutKeys(target, problem) : null;
    }

    private void Write(EndpointProblem? problem)
    {
        if (problem is { } known)
        {
            log.HeartbeatFailed(EndpointText.Of(known, "HEARTBEAT_URL"));
        }
        else
        {
            log.HeartbeatWorks();
        }
    }
}
