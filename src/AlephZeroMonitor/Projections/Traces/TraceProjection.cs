using System.Diagnostics;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>Adds what was seen, decided and done to the spans of <see cref="Steps"/>. docs/telemetry.md lists it.</summary>
internal sealed class TraceProjection : IProjection
{
    public void Checked(NodeReport report)
    {
        var (seen, decision) = (report.Seen, report.Decision);
        Find("check")?
            .SetTag("container.id", report.Subject?.InstanceId)
            .SetTag("alephzero.node.state", $"{seen.RunState}")
            .SetTag("alephzero.decision.reason", $"{decision.Reason}")
            .SetTag("alephzero.decision.hold", decision.Hold == Hold.None ? null : $"{decision.Hold}")
            .SetTag("alephzero.decision.acts", decision.Acts)
            .SetTag("alephzero.node.best_block", (long?)decision.Best)
            .SetTag("alephzero.node.finalized_block", (long?)decision.Finalized)
            .SetTag("alephzero.node.head_block", (long?)decision.Head)
            .SetTag("alephzero.node.lag", (long?)decision.Lag)
            .SetTag("alephzero.node.major_sync", $"{decision.MajorSync}")
            .SetTag("alephzero.node.producing", decision.IsProducing);
    }

    public void Acting(NodeReport report) => Find("act")?.SetTag("alephzero.action.remedy", $"{report.Decision.Reason.AsksFor()}");

    public void Acted(NodeReport report, ActionOutcome outcome) => Find("act")?
        .SetTag("alephzero.action.result", $"{outcome.Result}")
        .SetStatus(
            outcome.HasSucceeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error,
            outcome.HasSucceeded ? null : outcome.Said ?? $"{outcome.Cause}");

    public void Failed(string node, Exception bug) => Find("check")?.SetStatus(ActivityStatusCode.Error, bug.GetType().Name);

    /// <summary>The current step of this name, or the one of this name around it; null when nobody listens.</summary>
    private static Activity? Find(string step)
    {
        var span = Activity.Current;
        while (span is not null && (span.Source != Steps.Source || span.OperationName != step))
        {
            span = span.Parent;
        }

        return span;
    }
}
