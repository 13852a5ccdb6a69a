namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>What the planner has to know, by the settings and by what the loops see now.</summary>
internal sealed class Situations(Settings settings, Nodes nodes, HostName host)
{
    /// <summary>Nodes with one cause are checked up to an interval apart.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan WindowMargin = TimeSpan.FromSeconds(15);

    /// <summary>The situation at a time.</summary>
    public Situation At(DateTimeOffset now, IOutbox outbox) => new()
    {
        Now = now,
        Nodes = nodes.All.Length,
        Window = settings.CheckInterval + WindowMargin < LongestWindow ? settings.CheckInterval + WindowMargin : LongestWindow,
        Repeat = settings.NotifyRepeat > TimeSpan.Zero ? settings.NotifyRepeat : null,
        Budget = settings.NotifyMaxPerHour - outbox.Count(now - TimeSpan.FromHours(1)),
        Host = host.Value,
        Link = settings.PublicUrl,
        IsSilenced = (name, alert) => nodes.Find(name)?.SilencedUntil(alert) is not null,
        Stands = (name, alert) => nodes.Find(name)?.Report?.Decision.Alerts.Any(each => (each.Kind, each.Since) == (alert.Kind, alert.Since)),
    };
}
