namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes trouble in the nodes' logs: each kind when it is new, and when it grew, at most every ten minutes.</summary>
/// <remarks>Lines of an earlier life or of long ago are no news, and a line that an alert of this check quotes is written with the alert.</remarks>
internal sealed class TroubleNotices(Written written, TimeProvider time, ILogger<TroubleNotices> log) : IProjection
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Writes what is new. Lines of level WARN alone are not.</summary>
    public void Checked(NodeReport report)
    {
        var troubles = written.Of(report.Name).Troubles;
        foreach (var trouble in report.Seen.Facts.Troubles.Where(trouble => trouble.Kind != TroubleKind.Warning))
        {
            var isKnown = troubles.TryGetValue(trouble.Kind, out var before);
            if (isKnown && ((before.Count, before.Last) == (trouble.Count, trouble.At) || time.GetElapsedTime(before.At) < Pause))
            {
                continue;
            }

            troubles[trouble.Kind] = (trouble.Count, trouble.At, time.GetTimestamp());
            if (!IsOld(trouble.At?.At, report) && !report.Decision.Alerts.Any(alert => alert.Line == trouble.Line))
            {
                log.Trouble(report.Name, EventText.Of(trouble), trouble.Kind, trouble.Count, trouble.Line);
            }
        }
    }

    private static bool IsOld(DateTimeOffset? at, NodeReport report) => at < report.Seen.Life?.StartedAt || report.Decision.At - at >= Pause;
}
