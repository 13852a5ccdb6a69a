using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What monitoring systems ask for.</summary>
internal sealed class MonitoringRoutes(Nodes nodes, IEnumerable<ITargetSource> sources, IMetricsText metrics, RestartDemand demand, Settings settings) : IRoutes
{
    public void MapTo(IEndpointRouteBuilder routes)
    {
        var monitoring = routes.MapGroup("").WithTags(Tags.Monitoring);
        monitoring.MapGet(MonitorStatus.HealthPath, Health)
            .WithName("health").WithSummary("Whether the monitor's loops are alive and can look at a node; it says nothing about how the nodes are.")
            .Produces<string>(StatusCodes.Status200OK, Tags.Text).Produces<string>(StatusCodes.Status503ServiceUnavailable, Tags.Text);
        monitoring.MapGet("/livez", Liveness)
            .WithName("liveness").WithSummary("With MODE=probe: whether the node may go on running; 503 while it must be restarted. Otherwise always 200.")
            .Produces<string>(StatusCodes.Status200OK, Tags.Text).Produces<string>(StatusCodes.Status503ServiceUnavailable, Tags.Text);
        monitoring.MapGet("/readyz", Readiness)
            .WithName("readiness").WithSummary("Whether it is known which nodes there are, and what is known of each is fresh; with MODE=probe, also whether the node is in step.")
            .Produces<string>(StatusCodes.Status200OK, Tags.Text).Produces<string>(StatusCodes.Status503ServiceUnavailable, Tags.Text);
        monitoring.MapGet("/metrics", () => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8"))
            .WithName("metrics").WithSummary("The metrics, in Prometheus's text format.").Produces<string>(StatusCodes.Status200OK, Tags.Text);
    }

    private ContentHttpResult Health() => Text(HealthText.Problems(nodes, sources, settings));

    private ContentHttpResult Liveness() => Text(demand.Hear() is { } since ? [.. nodes.All.Select(node => LivenessText.Of(node, since))] : []);

    private ContentHttpResult Readiness() => Text([.. sources.Select(HealthText.Unknown).Concat(nodes.All.Select(Unready)).OfType<string>()]);

    private static ContentHttpResult Text(string[] problems) => problems.Length == 0
        ? TypedResults.Text("ok\n")
        : TypedResults.Text(string.Concat(problems), statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>
    /// That a node is stopped, behind, or has logged no block since its start is knowledge, too. A probe speaks for its node, which others ask only while it
    /// is in step. That endpoints show no head doesn't count there: all pods together would be out of service.
    /// </summary>
    private string? Unready(Node node) => node.Report switch
    {
        null => $"{node.Name}: not checked yet\n",
        _ when !node.IsFresh => $"{node.Name}: not checked for too long\n",
        { Decision.Lag: { } lag, Policy: var policy } when settings.IsProbe && lag > policy.BlockLag20 => $"{node.Name}: {lag} blocks behind\n",
        { Decision.Reason: Reason.HeadUnknown or Reason.HeadUntrusted } when settings.IsProbe => null,
        { Decision.Reason: Reason.Missing or Reason.NotRunning } => null,
        { Decision: { Reason: Reason.BestUnknown, Head: not null } } when !settings.IsProbe => null,
        { Decision: var decision } when decision.Reason.IsBlind() => $"{node.Name}: {DecisionText.Verdict(decision)}\n",
        _ => null,
    };
}
