namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes decisions: each change of reason, hold, run state or cause at once, and the present one every ten minutes.</summary>
/// <remarks>That Docker or the network's head is not known, and that it is known again, is one line for all nodes.</remarks>
internal sealed class DecisionNotices(Written written, SharedLines shared, TimeProvider time, ILogger<DecisionNotices> log) : IProjection
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(10);

    /// <summary>Writes what has changed. A decision that acts is written by <see cref="ActionNotices"/> when the action begins.</summary>
    public void Checked(NodeReport report)
    {
        var (node, decision) = (written.Of(report.Name), report.Decision);
        if (decision is { RequestedBy: { } by, Acts: false })
        {
            log.NotRestarted(report.Name, $"not restarted, though {by} asked for it: {DecisionText.Verdict(decision)}", decision.Reason, decision.Hold, by);
            return;
        }

        var now = Shown(decision);
        var isChange = node.Decision != now;
        if (!isChange && !decision.Acts && time.GetElapsedTime(node.DecisionAt) < Heartbeat)
        {
            log.Checked(report.Name, $"{DecisionText.Verdict(decision)}{DecisionText.Numbers(decision)}", decision.Reason, decision.Hold, decision.Lag);
            return;
        }

        var before = node.Decision;
        (node.Decision, node.DecisionAt) = (now, time.GetTimestamp());
        if (decision.Acts)
        {
            return;
        }

        if (IsShared(now) || IsShared(before))
        {
            shared.Write((before, now), report.Name, nodes => Write(nodes, report, isChange, before));
        }
        else
        {
            Write(report.Name, report, isChange, before);
        }
    }

    /// <summary>Writes the bug.</summary>
    public void Failed(string node, Exception bug) => log.CheckFailed(bug, node);

    /// <summary>A node that crashes again and again is between two lives, or in one that shows nothing yet: that is no change.</summary>
    private static ShownDecision Shown(Decision decision) =>
        decision.Alerts.Any(alert => alert.Kind == AlertKind.CrashLooping) && decision.Reason is (Reason.BestUnknown or Reason.NotRunning)
            ? new(Reason.NotRunning, Hold.None, RunState.Restarting)
            : new(decision.Reason, decision.Hold, decision.RunState, decision.LogProblem?.Kind);

    private static bool IsShared(ShownDecision? decision) => decision?.Reason is Reason.Unreachable or Reason.HeadUnknown or Reason.HeadUntrusted;

    private void Write(string nodes, NodeReport report, bool isChange, ShownDecision? before)
    {
        var it = report.Decision;
        var level = IsTrouble(it, isChange, isFirst: before is null) ? LogLevel.Warning : IsExpected(it, before) ? LogLevel.Debug : LogLevel.Information;
        bool? isProducing = it.Best is null ? null : it.IsProducing;
        var numbers = nodes == report.Name ? DecisionText.Numbers(it) : "";
        var text = DecisionText.Verdict(it) + numbers + (!isChange && report.Policy.DryRun ? "; dry run: it is not restarted" : "");
        if (isChange)
        {
            log.Changed(level, nodes, text, it.Reason, it.Hold, it.RunState, it.Lag, it.Best, it.Head, it.Finalized, it.Session, isProducing);
        }
        else
        {
            log.Heartbeat(level, nodes, text, it.Reason, it.Hold, it.RunState, it.Lag, it.Best, it.Head, it.Finalized, it.Session, isProducing);
        }
    }

    /// <summary>After a restart of ours, the new life shows no block at first.</summary>
    private static bool IsExpected(Decision decision, ShownDecision? before) =>
        decision is { Reason: Reason.BestUnknown, RestartedFor: not null } && before is { RunState: RunState.Running, Reason: not Reason.BestUnknown };

    /// <summary>
    /// That a new life shows no block yet, and that a container is gone while its owner makes a new one, is normal, unless it stays so. An owner's own
    /// stop is nobody's trouble, and the end of a life that Docker begins again has a line of its own.
    /// </summary>
    private static bool IsTrouble(Decision decision, bool isChange, bool isFirst) => decision switch
    {
        { Reason: Reason.BestUnknown } => !isChange,
        { Reason: Reason.Missing } => !isChange || isFirst,
        { Reason: Reason.NotRunning, End.IsAskedFor: true } or { RunState: RunState.Restarting } => false,
        { Reason: var reason } => reason.AsksForAction() || reason.IsBlind(),
    };
}
