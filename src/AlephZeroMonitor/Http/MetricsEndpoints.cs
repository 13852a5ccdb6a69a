using AlephZeroMonitor.Projections.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>The metrics for Prometheus.</summary>
internal static class MetricsEndpoints
{
    /// <summary>Maps GET /metrics.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes, Exposition exposition) =>
        routes.MapGet("/metrics", () => TypedResults.Text(exposition.Write(), "text/plain; version=0.0.4; charset=utf-8"))
            .WithName("metrics").WithTags(Tags.Monitoring).WithSummary("The metrics, in Prometheus's text format.").Produces<string>(StatusCodes.Status200OK, Tags.Text);
}
