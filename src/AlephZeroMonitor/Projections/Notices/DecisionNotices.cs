namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes decisions: each change of reason, hold, run state or cause at once, and the present one every ten minutes.</summary>
internal sealed class DecisionNotices(Written written, TimeProvider time, ILogger<DecisionNotices> log) : IProjection
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(10);

    /// <summary>Writes what has changed. A decision that acts is written by <see cref="ActionNotices"/> when the action begins.</summary>
    public void Checked(NodeReport report)
    {
        var (node, decision) = (written.Of(report.Name), report.Decision);
        if (decision is { RequestedBy: { } by, Acts: false })
        {
            log.NotRestarted(report.Name, by, DecisionText.Verdict(decision));
        }

        var now = Shown(decision);
        var isChange = node.Decision != now;
        if (!isChange && !decision.Acts && time.GetElapsedTime(node.DecisionAt) < Heartbeat)
        {
            log.Checked(report.Name, DecisionText.Verdict(decision), decision.Lag);
            return;
        }

        (node.Decision, node.DecisionAt) = (now, time.GetTimestamp());
        if (!decision.Acts)
        {
            Write(report.Name, decision, isChange);
        }
    }

    /// <summary>Writes the bug.</summary>
    public void Failed(string node, Exception bug) => log.CheckFailed(bug, node);

    /// <summary>A node that crashes again and again is between two lives, or in one that shows nothing yet: that is no change.</summary>
    private static ShownDecision Shown(Decision decision) =>
        decision.Alerts.Any(alert => alert.Kind == AlertKind.CrashLooping) && decision.Reason is (Reason.BestUnknown or Reason.NotRunning)
            ? new(Reason.NotRunning, Hold.None, RunState.Restarting)
            : new(decision.Reason, decision.Hold, decision.RunState, decision.LogProblem?.Kind);

    private void Write(string name, Decision decision, bool isChange)
    {
        var level = IsTrouble(decision, isChange) ? LogLevel.Warning : LogLevel.Information;
        var (verdict, numbers) = (DecisionText.Verdict(decision), DecisionText.Numbers(decision));
        if (isChange)
        {
            log.Changed(level, name, verdict, numbers, decision.Reason, decision.Hold, decision.Best, decision.Head, decision.Lag);
        }
        else
        {
            log.Heartbeat(level, name, verdict, numbers, decision.Reason, decision.Hold, decision.Best, decision.Head, decision.Lag);
        }
    }

    /// <summary>That a new life shows no block yet is normal, unless it stays so.</summary>
    private static bool IsTrouble(Decision decision, bool isChange) => decision.Reason switch
    {
        Reason.BestUnknown => !isChange,
        var reason => reason.AsksForAction() || reason.IsBlind(),
    };
}
