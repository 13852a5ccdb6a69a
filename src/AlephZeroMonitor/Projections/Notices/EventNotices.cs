namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes what happens to the nodes' containers, who did it, how their lives end, which monitor acts on them, and what operators ask for.</summary>
/// <remarks>Of a node that crashes again and again only what changes is written.</remarks>
internal sealed class EventNotices(Written written, ILogger<EventNotices> log) : IProjection
{
    /// <summary>Writes when this monitor begins to stand by, and when it takes over; and how a life ended that another has followed.</summary>
    public void Checked(NodeReport report)
    {
        WriteEnd(report);
        var (node, other) = (written.Of(report.Name), report.Decision.StandingByFor);
        if (node.IsPaused && report.Seen.Pause is null)
        {
            log.PauseOver(report.Name);
        }

        node.IsPaused = report.Seen.Pause is not null;
        if (node.StandingByFor != other)
        {
            log.Acting(report.Name, EventText.StandingBy(other));
            node.StandingByFor = other;
        }
    }

    public void Happened(string node, TargetEvent happened, bool isOurs) =>
        log.Happened(written.Of(node).IsCrashLooping && !isOurs ? LogLevel.Debug : Level(happened.Kind, isOurs), node, happened.At, EventText.Of(happened, isOurs), happened.Kind, isOurs);

    public void Requested(string node, OperatorAction action)
    {
        written.Of(node).IsPaused &= action.Kind != OperatorActionKind.Resume;
        log.OperatorAsked(action.Kind == OperatorActionKind.Restart ? LogLevel.Debug : LogLevel.Information, node, EventText.Of(action), action.Kind, action.By);
    }

    /// <summary>Writes what is wrong with the node's labels, when it is new.</summary>
    public void Configured(string node, NodeSettings settings)
    {
        foreach (var problem in settings.Problems.Except(written.Of(node).LabelProblems))
        {
            log.LabelProblem(node, problem);
        }

        written.Of(node).LabelProblems = settings.Problems;
    }

    /// <summary>While the node is stopped, the decision's line shows how it ended.</summary>
    private void WriteEnd(NodeReport report)
    {
        var node = written.Of(report.Name);
        if (report.Seen is not { RunState: RunState.Running or RunState.Restarting, End: { IsCrash: true } end } || end.At == node.End?.At)
        {
            return;
        }

        var isNews = !node.IsCrashLooping || (end.ExitCode, end.LastWords) != (node.End?.ExitCode, node.End?.LastWords);
        node.End = end;
        if (isNews && LifeEndText.Of(end) is { } how)
        {
            log.LifeEnded(report.Name, how, end.ExitCode);
        }
    }

    /// <summary>What an action of ours does is in the lines about that action, and so is what became of a requested restart.</summary>
    private static LogLevel Level(TargetEventKind kind, bool isOurs) => (kind, isOurs) switch
    {
        (TargetEventKind.OutOfMemory or TargetEventKind.Unhealthy, _) => LogLevel.Warning,
        (TargetEventKind.Renamed, _) => LogLevel.Warning,
        (TargetEventKind.Other, _) or (TargetEventKind.Signalled or TargetEventKind.Ended or TargetEventKind.Started, true) => LogLevel.Debug,
        _ => LogLevel.Information,
    };
}
