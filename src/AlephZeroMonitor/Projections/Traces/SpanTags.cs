using System.Diagnostics;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>What the spans of a check say. docs/telemetry.md lists it.</summary>
internal static class SpanTags
{
    /// <summary>What is observed of a node.</summary>
    public static void Tell(this Activity? span, Observation seen) => span?
        .SetTag("container.id", seen.Life?.InstanceId).SetTag("alephzero.container.state", $"{seen.RunState}");

    /// <summary>What is decided.</summary>
    public static void Tell(this Activity? span, Decision decision)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("alephzero.decision.reason", $"{decision.Reason}").SetTag("alephzero.decision.hold", decision.Hold == Hold.None ? null : $"{decision.Hold}")
            .SetTag("alephzero.decision.restarts", decision.Restarts)
            .SetTag("alephzero.node.best_block", (long?)decision.Best).SetTag("alephzero.node.finalized_block", (long?)decision.Finalized)
            .SetTag("alephzero.node.head_block", (long?)decision.Head).SetTag("alephzero.node.lag", (long?)decision.Lag)
            .SetTag("alephzero.node.major_sync", $"{decision.MajorSync}").SetTag("alephzero.node.producing", decision.IsProducing);
    }

    /// <summary>How a restart ended.</summary>
    public static void Tell(this Activity? span, RestartOutcome outcome) => span?
        .SetTag("alephzero.restart.result", $"{outcome.Result}")
        .SetStatus(outcome.Result == RestartResult.Restarted ? ActivityStatusCode.Ok : ActivityStatusCode.Error, outcome.Result == RestartResult.Restarted ? null : outcome.Detail);
}
