using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes what happens to the nodes' containers, who did it, which monitor acts on them, and what operators ask for.</summary>
internal sealed class EventNotices(Written written, ILogger<EventNotices> log) : IProjection
{
    /// <summary>Writes when this monitor begins to stand by, and when it takes over.</summary>
    public void Checked(NodeReport report)
    {
        var (node, other) = (written.Of(report.Name), report.Decision.StandingByFor);
        if (node.StandingByFor != other)
        {
            log.Acting(report.Name, EventText.StandingBy(other));
            node.StandingByFor = other;
        }
    }

    /// <inheritdoc/>
    public void Happened(string node, TargetEvent happened, bool isOurs) =>
        log.Happened(Level(happened.Kind, isOurs), node, happened.At, EventText.Of(happened, isOurs));

    /// <inheritdoc/>
    public void Requested(string node, OperatorAction action) => log.OperatorAsked(node, EventText.Of(action));

    /// <summary>Writes what is wrong with the node's labels, when it is new.</summary>
    public void Configured(string node, NodeSettings settings)
    {
        foreach (var problem in settings.Problems.Except(written.Of(node).LabelProblems))
        {
            log.LabelProblem(node, problem);
        }

        written.Of(node).LabelProblems = settings.Problems;
    }

    private static LogLevel Level(TargetEventKind kind, bool isOurs) => (kind, isOurs) switch
    {
        (TargetEventKind.OutOfMemory or TargetEventKind.Unhealthy, _) => LogLevel.Warning,
        (TargetEventKind.Removed or TargetEventKind.Renamed, _) => LogLevel.Warning,
        (TargetEventKind.Ended, false) => LogLevel.Warning,
        (TargetEventKind.Other, _) or (TargetEventKind.Signalled, true) => LogLevel.Debug,
        _ => LogLevel.Information,
    };
}
