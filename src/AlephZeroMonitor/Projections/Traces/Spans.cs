using System.Diagnostics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Projections.Metrics;

namespace AlephZeroMonitor.Projections.Traces;

/// <summary>The spans of a check, and what they tell. They are made only while somebody listens; else each is null. docs/telemetry.md lists them.</summary>
internal static class Spans
{
    /// <summary>Where the spans are from.</summary>
    public static readonly ActivitySource Source = new(Telemetry.Name);

    /// <summary>Begins a step of what is going on.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>Begins a check: the root of its trace.</summary>
    /// <param name="node">The container's name.</param>
    public static Activity? BeginCheck(string node) => Source.StartActivity("check")?.SetTag("alephzero.node.name", node);

    /// <summary>Begins a call of an endpoint. Of its address no more is told than may be shown: paths, queries and users hold keys.</summary>
    public static Activity? BeginCall(Uri url, string method) => Source.StartActivity(method, ActivityKind.Client)?
        .SetTag("rpc.system.name", "jsonrpc").SetTag("rpc.method", method)
        .SetTag("url.scheme", url.Scheme).SetTag("server.address", url.Host).SetTag("server.port", url.Port);

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

    /// <summary>Why a step failed; null when it didn't.</summary>
    public static void Tell(this Activity? span, string? problem)
    {
        if (problem is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, problem);
        }
    }
}
