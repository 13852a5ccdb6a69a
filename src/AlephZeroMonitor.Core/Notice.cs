namespace AlephZeroMonitor.Core;

/// <summary>What can be told of a node. Names are API.</summary>
public enum NoticeKind
{
    /// <summary>An alert stands from now on.</summary>
    AlertBegan,

    /// <summary>An alert is over.</summary>
    AlertOver,

    /// <summary>The node recovered after our restart.</summary>
    RestartHelped,

    /// <summary>The node did not recover after our restart.</summary>
    RestartDidNotHelp,

    /// <summary>A restart or a start could not be carried out.</summary>
    RestartFailed,
}

/// <summary>Something that a person may want to be told, found by a decision.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Decision">The decision, with its numbers.</param>
public sealed record Notice(NoticeKind Kind, Decision Decision)
{
    /// <summary>The alert that began or is over; null for a restart.</summary>
    public Alert? Alert { get; init; }

    /// <summary>How the restart ended that failed; null otherwise.</summary>
    public ActionOutcome? Outcome { get; init; }

    /// <summary>How urgent it is: an alert's end as much as its begin, so that whoever was told of the one is told of the other.</summary>
    public AlertLevel Level => Alert?.Level ?? (Kind == NoticeKind.RestartHelped ? AlertLevel.Info : AlertLevel.Warning);

    /// <summary>What a decision finds that is new. What an alert says of a restart is not said twice.</summary>
    /// <param name="before">The alerts that stood before.</param>
    /// <param name="seen">What was observed.</param>
    public static ImmutableArray<Notice> Of(ImmutableArray<Alert> before, Observation seen, Decision decision)
    {
        var after = decision.Alerts;
        var changed = from alert in after.Concat(before).DistinctBy(Identity)
                      let stood = Has(before, alert)
                      where stood != Has(after, alert)
                      select new Notice(stood ? NoticeKind.AlertOver : NoticeKind.AlertBegan, decision) { Alert = alert };
        ImmutableArray<Notice> alerts = [.. changed];
        return alerts.Any(notice => notice.Alert?.Kind == AlertKind.RestartsDidNotHelp) || OfRestart(seen, decision) is not { } restart
            ? alerts
            : alerts.Add(restart);
    }

    private static Notice? OfRestart(Observation seen, Decision decision) => decision.Effect switch
    {
        RestartEffect.Recovered => new Notice(NoticeKind.RestartHelped, decision),
        not RestartEffect.Unknown => new Notice(NoticeKind.RestartDidNotHelp, decision),
        _ when seen.Outcome is { Result: ActionResult.Failed } outcome => new Notice(NoticeKind.RestartFailed, decision) { Outcome = outcome },
        _ => null,
    };

    private static bool Has(ImmutableArray<Alert> alerts, Alert alert) => alerts.Any(each => Identity(each) == Identity(alert));

    private static (AlertKind Kind, DateTimeOffset Since) Identity(Alert alert) => (alert.Kind, alert.Since);
}
